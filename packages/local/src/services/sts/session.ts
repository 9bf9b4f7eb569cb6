import type { Journal, Table } from '../../kernel/journal.ts';

export interface Session {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly caller: string;
  readonly expiresAt: number;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Sessions by access key id. */
export const sessionsIn = (journal: Journal): Table<Session> => journal.table<Session>('sts_sessions');
