import type { Journal, Table } from '../../kernel/journal.ts';

export interface Session {
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>` */
  readonly caller: string;
  readonly expiresAt: number;
}

/** Sessions by access key id. Signatures are not verified on loopback: the id alone says who calls. */
export const sessionsIn = (journal: Journal): Table<Session> => journal.table<Session>('sts_sessions');

/** The assumed role behind an access key id, while its session lasts. */
export const sessionCaller = (journal: Journal, accessKeyId: string, now: number): string | undefined => {
  const session = sessionsIn(journal).get(accessKeyId);
  return session !== undefined && now < session.expiresAt ? session.caller : undefined;
};
