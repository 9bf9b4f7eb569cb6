import { describe, expect, it } from 'vitest';
import { connect } from './connect/connect.ts';
import type { Connection } from './roster.ts';
import { subscribe } from './subscribe/subscribe.ts';

const CONNECT = {
  requestContext: {
    connectionId: 'c1',
    connectedAt: 1_795_464_000_000,
    authorizer: { userId: 'u1', principalId: 'u1' },
  },
};

describe('$connect', () => {
  it('puts the connection on the roster and chooses the subprotocol', async () => {
    const joined: Connection[] = [];
    const answer = await connect(CONNECT, { join: async (connection) => void joined.push(connection) });
    expect(answer).toEqual({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'carillon.v1' } });
    expect(joined).toEqual([{ connectionId: 'c1', userId: 'u1', connectedAt: 1_795_464_000_000 }]);
  });

  it('lets nobody in whom no authorizer has seen', async () => {
    const { authorizer: _, ...requestContext } = CONNECT.requestContext;
    const join = async () => Promise.reject(new Error('joined'));
    expect(await connect({ requestContext }, { join })).toEqual({ statusCode: 401 });
  });
});

describe('subscribe', () => {
  const event = (body: string) => ({ requestContext: { connectionId: 'c1' }, body });

  it('says what the page is subscribed to', async () => {
    const asked: unknown[] = [];
    const roster = {
      subscribe: async (...args: readonly unknown[]) => {
        asked.push(args);
        return true;
      },
    };
    const { statusCode, body } = await subscribe(event('{"action":"subscribe","subjects":["runs"]}'), roster);
    expect([statusCode, JSON.parse(body)]).toEqual([200, { action: 'subscribed', subjects: ['runs'] }]);
    expect(asked).toEqual([['c1', ['runs']]]);
  });

  it('refuses what it does not know, and who is not there', async () => {
    const absent = { subscribe: async () => false };
    expect(await subscribe(event('{}'), absent)).toMatchObject({ statusCode: 400 });
    expect(await subscribe(event('{"subjects":["runs"]}'), absent)).toMatchObject({ statusCode: 410 });
  });
});
