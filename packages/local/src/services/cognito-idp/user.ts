import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { PasswordHash } from './password.ts';
import type { UserPool } from './user-pool.ts';

export interface User {
  readonly username: string;
  readonly sub: string;
  readonly status: 'FORCE_CHANGE_PASSWORD' | 'CONFIRMED';
  readonly enabled: boolean;
  readonly attributes: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly password?: PasswordHash;
}

export interface Users {
  find(pool: UserPool, username: string): User | undefined;
  /** @throws AwsError UserNotFoundException */
  get(pool: UserPool, username: string): User;
  put(pool: UserPool, user: User): void;
  delete(pool: UserPool, username: string): void;
  list(pool: UserPool, page: { readonly after?: string; readonly limit: number }): readonly User[];
  /** A username as the pool keeps it. */
  normal(pool: UserPool, username: string): string;
}

export const usersOf = (journal: Journal): Users => {
  const table = journal.table<User>('cognito_users');
  const normal = (pool: UserPool, username: string): string => (pool.caseSensitive ? username : username.toLowerCase());
  const key = (pool: UserPool, username: string): string => `${pool.id}/${normal(pool, username)}`;
  const find = (pool: UserPool, username: string): User | undefined => table.get(key(pool, username));
  return {
    normal,
    find,
    get(pool, username) {
      const user = find(pool, username);
      if (user !== undefined) return user;
      throw new AwsError('UserNotFoundException', 'User does not exist.');
    },
    put: (pool, user) => table.put(key(pool, user.username), user),
    delete: (pool, username) => void table.delete(key(pool, username)),
    list(pool, { after, limit }) {
      const from = after === undefined ? {} : { after: key(pool, after) };
      return table.scan({ prefix: `${pool.id}/`, limit, ...from }).map(([, user]) => user);
    },
  };
};
