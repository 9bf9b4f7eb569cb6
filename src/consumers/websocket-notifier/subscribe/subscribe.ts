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

export const subscribe = async (
  { requestContext: { connectionId }, body }: SubscribeEvent,
  roster: Pick<Roster, 'subscribe'>,
): Promise<SubscribeAnswer> => {
  const request = readSubscribeRequest(body);
  if (!request.ok) return refused(400, request.code);
  const { subjects } = request;
  if (!(await roster.subscribe(connectionId, subjects))) return refused(410, 'NOT_CONNECTED');
  return { statusCode: 200, body: JSON.stringify({ action: 'subscribed', subjects }) };
};
