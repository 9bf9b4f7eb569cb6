import type { Handshake } from './request-event.ts';

const headerOf = (headers: Readonly<Record<string, string>>, wanted: string): string | undefined =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1];

const SOURCE = /^route\.request\.(querystring|header)\.(.+)$/;

export const isIdentitySource = (source: string): boolean => SOURCE.test(source);

/** Whether the request carries what the identity source names (AuthorizerV2 `IdentitySource`): empty counts as missing. */
export const hasIdentity = (source: string, handshake: Handshake): boolean => {
  const [, kind, name = ''] = SOURCE.exec(source) ?? [];
  const value = kind === 'header' ? headerOf(handshake.headers, name) : handshake.queryStringParameters?.[name];
  return value !== undefined && value !== '';
};
