import { GoneException } from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, it } from 'vitest';
import { apiGatewayPost, connectionsEndpoint } from './api-gateway-post.ts';
import type { Notice } from './notice.ts';
import { notify, type Post } from './notify.ts';
import { remembering } from './roster.ts';

const NOTICE: Notice = {
  id: 'e-1',
  subjects: ['runs', 'run/7'],
  type: 'ExportRunStarted',
  at: '2026-11-23T20:00:00.000Z',
  facts: { runId: '7' },
};

const rosterOf = (subscriptions: Readonly<Record<string, readonly string[]>>) => {
  const left: string[] = [];
  const asked: string[] = [];
  return {
    left,
    asked,
    subscribers: async (subject: string) => {
      asked.push(subject);
      return subscriptions[subject] ?? [];
    },
    leave: async (connectionId: string) => void left.push(connectionId),
  };
};

describe('telling those who asked', () => {
  it('tells each once, with the subject he asked for', async () => {
    const sent: [string, unknown][] = [];
    const post: Post = async (id, message) => {
      sent.push([id, JSON.parse(message)]);
      return 'sent';
    };
    await notify(NOTICE, { post, roster: rosterOf({ runs: ['a', 'b'], 'run/7': ['b', 'c'], changes: ['d'] }) });
    const { subjects: _, ...rest } = NOTICE;
    expect(sent).toEqual([
      ['a', { ...rest, subject: 'runs' }],
      ['b', { ...rest, subject: 'runs' }],
      ['c', { ...rest, subject: 'run/7' }],
    ]);
  });

  it('takes who is gone off the roster, and tells the others', async () => {
    const roster = rosterOf({ runs: ['a', 'gone', 'c'] });
    const told: string[] = [];
    const post: Post = async (id) => {
      if (id === 'gone') return 'gone';
      told.push(id);
      return 'sent';
    };
    await notify(NOTICE, { post, roster });
    expect([told, roster.left]).toEqual([['a', 'c'], ['gone']]);
  });

  it('tells the others when one fails, and fails then so that it is tried again', async () => {
    const told: string[] = [];
    const post: Post = async (id) => {
      if (id === 'a') throw new Error('throttled');
      told.push(id);
      return 'sent';
    };
    const telling = notify(NOTICE, { post, roster: rosterOf({ runs: ['a', 'b'] }) });
    await expect(telling).rejects.toMatchObject({ code: 'POST_FAILED', retryable: true });
    expect(told).toEqual(['b']);
  });

  it('asks for a subject once in a batch', async () => {
    const roster = rosterOf({ runs: ['a'] });
    const once = { ...roster, ...remembering(roster) };
    const post: Post = async () => 'sent';
    await notify(NOTICE, { post, roster: once });
    await notify(NOTICE, { post, roster: once });
    expect(roster.asked).toEqual(['runs', 'run/7']);
  });
});

describe('posting', () => {
  const client = (error?: Error) => ({
    send: async () => {
      if (error !== undefined) throw error;
      return { $metadata: {} };
    },
  });

  it('knows a connection that is gone from one that fails', async () => {
    expect(await apiGatewayPost(client())('a', 'x')).toBe('sent');
    expect(await apiGatewayPost(client(new GoneException({ message: 'gone', $metadata: {} })))('a', 'x')).toBe('gone');
    await expect(apiGatewayPost(client(new Error('down')))('a', 'x')).rejects.toThrow('down');
  });

  it.each([
    ['wss://a1.execute-api.us-east-1.amazonaws.com/main', 'https://a1.execute-api.us-east-1.amazonaws.com/main'],
    ['ws://127.0.0.1:4000/_aws/execute-api/a1/main', 'http://127.0.0.1:4000/_aws/execute-api/a1/main'],
  ])('%s is answered at %s', (url, endpoint) => expect(connectionsEndpoint(url)).toBe(endpoint));
});
