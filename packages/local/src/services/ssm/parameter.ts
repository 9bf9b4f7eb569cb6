import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';

export interface Parameter {
  readonly name: string;
  readonly type: 'String' | 'StringList';
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: number;
}

export interface Parameters {
  find(name: string): Parameter | undefined;
  /** @throws AwsError ParameterNotFound */
  expect(name: string | undefined): Parameter;
  put(parameter: Omit<Parameter, 'version'>): Parameter;
  remove(name: string): void;
  /** Names below a path, in their order. */
  below(path: string): readonly Parameter[];
}

export const parametersIn = (journal: Journal): Parameters => {
  const table = journal.table<Parameter>('ssm_parameters');
  return {
    find: (name) => table.get(name),
    expect(name = '') {
      const found = table.get(name);
      if (found !== undefined) return found;
      throw new AwsError('ParameterNotFound', `There is no parameter ${name}.`);
    },
    put(given) {
      const before = table.get(given.name);
      const same = before?.value === given.value && before.type === given.type;
      const parameter = same ? before : { ...given, version: (before?.version ?? 0) + 1 };
      table.put(parameter.name, parameter);
      return parameter;
    },
    remove: (name) => void table.delete(name),
    below: (path) => table.scan({ prefix: path }).map(([, parameter]) => parameter),
  };
};
