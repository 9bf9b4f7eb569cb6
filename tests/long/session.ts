import { type Session, signIn } from '../../demo/notices.ts';

/** Signs in at a running cloud in another process, by the outputs that its page shows. */
export const sessionAt = async (endpoint: string): Promise<Session> => {
  const { outputs } = (await (await fetch(`${endpoint}/console/state`)).json()) as {
    readonly outputs: Readonly<Record<string, string>>;
  };
  const credentials = { accessKeyId: 'outside', secretAccessKey: 'outside' };
  return signIn(
    { client: { endpoint, region: 'us-east-1', credentials }, output: (name) => outputs[name] ?? '' },
    'test',
  );
};
