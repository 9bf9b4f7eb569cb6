import { mayFollow } from '../grants.ts';
import type { Roster } from '../roster.ts';
import { readSubscribeRequest } from '../subject.ts';

export interface SubscribeEvent {
  readonly requestContext: { readonly connectionId: string };
  readonly body?: string;
}

/** `body` goes back to the page: `{"action":"subscribed","subjects":[...]}` or `{"action":"refused","code":...}`. */
export interface SubscribeAnswer {
  readonly statusCode: number;
  readonly body: string;
}

const refused = (statusCode: number, code: string): SubscribeAnswer => ({
  statusCode,
  body: JSON.stringify({ action: 'refused', code }),
});

/** All of the subjects or none: who asks for one that is not his follows nothing new. */
export const subscribe = async (
  { requestContext: { connectionId }, body }: SubscribeEvent,
  roster: Pick<Roster, 'grantsOf' | 'subscribe'>,
): Promise<SubscribeAnswer> => {
  const request = readSubscribeRequest(body);
  if (!request.ok) return refused(400, request.code);
  const { subjects } = request;
  const grants = await roster.grantsOf(connectionId);
  if (grants === undefined) return refused(410, 'NOT_CONNECTED');
  if (!subjects.every((subject) => mayFollow(grants, subject))) return refused(403, 'FORBIDDEN');
  if (!(await roster.subscribe(connectionId, subjects))) return refused(410, 'NOT_CONNECTED');
  return { statusCode: 200, body: JSON.stringify({ action: 'subscribed', subjects }) };
};
