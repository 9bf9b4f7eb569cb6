import type { Identity } from '../../kernel/identity.ts';
import type { Journal, Table } from '../../kernel/journal.ts';

/** A role's temporary credentials as a function finds them in its environment. They open nothing but this cloud. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly role: string;
  /** The function has another role by now, and other credentials. */
  readonly revoked?: true;
}

const opened = new WeakMap<Journal, Table<Credentials>>();

/** `function/<name>` and `key/<access key id>` hold the same credentials. */
const tableOf = (journal: Journal): Table<Credentials> => {
  const table = opened.get(journal) ?? journal.table<Credentials>('lambda_credentials');
  opened.set(journal, table);
  return table;
};

/** What an access key id stands for, when a function of this cloud was given it. */
export const functionCredentials = (journal: Journal, accessKeyId: string): Credentials | undefined =>
  tableOf(journal).get(`key/${accessKeyId}`);

/** A function's credentials: the same at every start for as long as its role stays the same. */
export const credentialsFor = (
  journal: Journal,
  identity: Identity,
  holder: { readonly name: string; readonly role: string },
): Credentials => {
  const table = tableOf(journal);
  const known = table.get(`function/${holder.name}`);
  if (known?.role === holder.role) return known;
  const credentials: Credentials = {
    accessKeyId: `ASIA${identity.hex(16).toUpperCase()}`,
    secretAccessKey: identity.token(40),
    sessionToken: identity.token(64),
    role: holder.role,
  };
  // Kept, since a key that is not known stands for the account's root.
  if (known !== undefined) table.put(`key/${known.accessKeyId}`, { ...known, revoked: true });
  table.put(`function/${holder.name}`, credentials);
  table.put(`key/${credentials.accessKeyId}`, credentials);
  return credentials;
};
