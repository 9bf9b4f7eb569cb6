import { describe, expect, it } from 'vitest';
import { connect } from './connect/connect.ts';
import type { Connection } from './roster.ts';
import { subscribe } from './subscribe/subscribe.ts';

const CONNECT = {
  requestContext: {
    connectionId: 'c1',
    connectedAt: 1_795_464_000_000,
    authorizer: { userId: 'u1', principalId: 'u1', grants: 'runs run/*' },
  },
};

describe('$connect', () => {
  it('puts the connection on the roster and chooses the subprotocol', async () => {
    const joined: Connection[] = [];
    const answer = await connect(CONNECT, { join: async (connection) => void joined.push(connection) });
    expect(answer).toEqual({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'carillon.v1' } });
    expect(joined).toEqual([
      { connectionId: 'c1', userId: 'u1', connectedAt: 1_795_464_000_000, grants: ['runs', 'run/*'] },
    ]);
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
      grantsOf: async () => ['runs'],
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
    const absent = { grantsOf: async () => undefined, subscribe: async () => Promise.reject(new Error('subscribed')) };
    expect(await subscribe(event('{}'), absent)).toMatchObject({ statusCode: 400 });
    expect(await subscribe(event('{"subjects":["runs"]}'), absent)).toMatchObject({ statusCode: 410 });
    const leaving = { grantsOf: async () => ['runs'], subscribe: async () => false };
    expect(await subscribe(event('{"subjects":["runs"]}'), leaving)).toMatchObject({ statusCode: 410 });
  });

  it('refuses all when one is not his', async () => {
    const subscribed = async () => Promise.reject(new Error('subscribed'));
    const roster = { grantsOf: async () => ['run/7', 'sites'], subscribe: subscribed };
    for (const foreign of ['runs', 'run/8', 'patients', 'changes']) {
      const answer = await subscribe(event(JSON.stringify({ subjects: ['sites', foreign] })), roster);
      expect(answer).toEqual({ statusCode: 403, body: '{"action":"refused","code":"FORBIDDEN"}' });
    }
  });
});
