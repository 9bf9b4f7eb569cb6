import type { Headers } from './http-message.ts';

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|([a-z0-9-]+\.)*localhost|\[::1\])(:\d+)?$/i;

/** Of a page of another site that points its name at this machine (DNS rebinding). */
const OTHER_NAME = 'This cloud answers to loopback names only.';
const OTHER_PAGE = 'This cloud takes no requests of pages of other origins.';

const isLoopback = (host: string | undefined): boolean => LOOPBACK.test(host ?? '');

/** Somebody opened an address of this cloud, and nothing but the browser's window gets to see the answer. */
const isNavigation = (method: string, headers: Headers): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  headers['sec-fetch-mode'] === 'navigate' &&
  headers['sec-fetch-dest'] === 'document';

const isOtherSite = (site: string | undefined): boolean =>
  site !== undefined && site !== 'same-origin' && site !== 'none';

/**
 * Why a request is not let in. Any page may send requests to this machine without reading the answers, and whoever comes
 * without credentials of this cloud acts as the account's root; browsers say which page it is (Fetch Metadata; Fetch,
 * "Origin header"), and a page cannot change that. Programs say neither.
 */
export const refusedRequest = (method: string, headers: Headers): string | undefined => {
  const { host, origin } = headers;
  if (!isLoopback(host)) return OTHER_NAME;
  if (isNavigation(method, headers)) return undefined;
  if (isOtherSite(headers['sec-fetch-site'])) return OTHER_PAGE;
  return origin === undefined || origin === `http://${host}` ? undefined : OTHER_PAGE;
};

/** A page that a developer serves from this machine may connect: who it is, is for the API's authorizer to judge. */
export const refusedUpgrade = ({ host, origin }: Headers): string | undefined => {
  if (!isLoopback(host)) return OTHER_NAME;
  const [, from] = /^https?:\/\/(.*)$/.exec(origin ?? '') ?? [];
  return origin === undefined || isLoopback(from) ? undefined : OTHER_PAGE;
};
