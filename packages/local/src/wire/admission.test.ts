import { describe, expect, it } from 'vitest';
import { refusedRequest, refusedUpgrade } from './admission.ts';

const OWN = '127.0.0.1:4747';
const request = (method: string, headers: Readonly<Record<string, string>>): boolean =>
  refusedRequest(method, { host: OWN, ...headers }) === undefined;

describe('a request', () => {
  it('of a program is let in: it names a loopback host and no page', () => {
    for (const host of [OWN, 'localhost:4747', 'api.localhost:4747', '[::1]:4747', '127.0.0.1'])
      expect(request('POST', { host })).toBe(true);
    // What Node's own fetch says of itself.
    expect(request('POST', { 'sec-fetch-mode': 'cors' })).toBe(true);
  });

  it('to another name is refused: somebody pointed his at this machine', () => {
    for (const host of ['evil.example', 'evil.example:4747', '127.0.0.1.evil.example', 'localhost.evil.example', ''])
      expect(request('GET', { host })).toBe(false);
  });

  it('of a page of this origin is let in', () => {
    expect(request('POST', { origin: `http://${OWN}`, 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(request('GET', { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' })).toBe(true);
  });

  it.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:8080' },
    { origin: 'http://localhost:4747' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ])('of another page is refused: %o', (headers) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'OPTIONS']) expect(request(method, headers)).toBe(false);
  });

  it('that follows a link is let in when it only reads', () => {
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect(request('GET', link)).toBe(true);
    expect(request('POST', { ...link, origin: 'http://evil.example' })).toBe(false);
  });
});

describe('an upgrade', () => {
  const upgrade = (headers: Readonly<Record<string, string>>): boolean =>
    refusedUpgrade({ host: OWN, ...headers }) === undefined;

  it('of a program or of a page of this machine is let in: an authorizer judges who it is', () => {
    expect(upgrade({})).toBe(true);
    for (const origin of [`http://${OWN}`, 'http://localhost:5173', 'https://localhost:3000', 'http://[::1]:1'])
      expect(upgrade({ origin })).toBe(true);
  });

  it('of any other page, or to another name, is refused', () => {
    for (const origin of [
      'http://evil.example',
      'null',
      'http://localhost.evil.example',
      'file://',
      'http://127.0.0.1@evil.example',
    ])
      expect(upgrade({ origin })).toBe(false);
    expect(upgrade({ host: 'evil.example:4747' })).toBe(false);
  });
});
