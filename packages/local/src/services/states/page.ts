import { AwsError } from '../../kernel/errors.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken?: string;
}

const encode = (key: string): string => Buffer.from(key).toString('base64url');

/** @throws AwsError InvalidToken */
export const decodeToken = (token: string | undefined): string | undefined => {
  if (token === undefined) return undefined;
  const key = Buffer.from(token, 'base64url').toString();
  if (encode(key) === token) return key;
  throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
};

/** `maxResults` at most (1 to 1000; 0 is the default, 100), and the token of what follows. */
export const page = <T>(items: Iterable<T>, maxResults: number | undefined, keyOf: (item: T) => string): Page<T> => {
  const most = maxResults === undefined || maxResults === 0 ? 100 : maxResults;
  const taken: T[] = [];
  for (const item of items) {
    if (taken.length === most) return { items: taken, nextToken: encode(keyOf(taken.at(-1) as T)) };
    taken.push(item);
  }
  return { items: taken };
};
