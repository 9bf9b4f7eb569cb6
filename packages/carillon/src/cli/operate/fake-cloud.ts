import type { Cloud } from './cloud.ts';

type Answer = (input: Readonly<Record<string, unknown>>) => unknown;

/** What was asked of the fake, in order: the command's name and its input. */
export type Asked = readonly [command: string, input: Readonly<Record<string, unknown>>];

/** A cloud that answers commands by name, each call handed to the function under that name. For tests. */
export const fakeCloud = (answers: Readonly<Record<string, Answer>>): { cloud: Cloud; asked: Asked[] } => {
  const asked: Asked[] = [];
  const client = {
    send: async (command: { readonly input: Readonly<Record<string, unknown>> }): Promise<unknown> => {
      const name = command.constructor.name.replace(/Command$/, '');
      asked.push([name, command.input]);
      const answer = answers[name];
      if (answer === undefined) throw new Error(`nobody expected ${name}`);
      return answer(command.input);
    },
  };
  const clients = { dynamodb: client, lambda: client, s3: client, sfn: client, sqs: client };
  return { cloud: { where: 'here', prefix: 'Carillon', ...clients } as unknown as Cloud, asked };
};
