import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { HttpSurface, WireResponse } from '@carillon/local/kernel/service';
import { buildSync } from 'esbuild';
import type { ConsoleState } from './page/state.ts';

/** Where the console gets what it shows: read anew for each request. */
export interface ConsoleSources {
  state(): Promise<ConsoleState>;
}

export const CONSOLE_PREFIX = '/console';

const page = (name: string): string => fileURLToPath(new URL(`./page/${name}`, import.meta.url));

const script = (): string =>
  buildSync({ entryPoints: [page('app.ts')], bundle: true, format: 'esm', target: 'es2022', write: false })
    .outputFiles[0]?.text ?? '';

/**
 * Nothing from elsewhere, and of this origin nothing but the console's own folder: buckets are served by it too, and an
 * object is nobody's script. `host` is a loopback name, the gateway lets in no other.
 */
const security = (host: string): Readonly<Record<string, string>> => {
  const own = `http://${host}${CONSOLE_PREFIX}/`;
  return {
    'content-security-policy': [
      "default-src 'none'",
      `script-src ${own}`,
      `style-src ${own}`,
      'img-src data:',
      `connect-src ${own}`,
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
};

const answer = (type: string, body: string): WireResponse => ({
  status: 200,
  headers: { 'content-type': `${type}; charset=utf-8` },
  body,
});

/** The page that watches a running cloud, under /console/. */
export const consoleSurface = (sources: ConsoleSources): HttpSurface => {
  const answers: Readonly<Record<string, () => Promise<WireResponse>>> = {
    '': async () => ({ status: 302, headers: { location: `${CONSOLE_PREFIX}/` } }),
    '/': async () => answer('text/html', readFileSync(page('index.html'), 'utf8')),
    '/style.css': async () => answer('text/css', readFileSync(page('style.css'), 'utf8')),
    '/app.js': async () => answer('text/javascript', script()),
    '/state': async () => answer('application/json', JSON.stringify(await sources.state())),
  };
  return {
    prefix: CONSOLE_PREFIX,
    async handle({ method, url, headers }) {
      const path = url.pathname.slice(CONSOLE_PREFIX.length);
      const always = security(headers.host ?? 'localhost');
      if (method !== 'GET') return { status: 405, headers: { allow: 'GET', ...always } };
      const respond = Object.hasOwn(answers, path) ? answers[path] : undefined;
      if (respond === undefined) return { status: 404, headers: always, body: 'not found' };
      const answered = await respond();
      return { ...answered, headers: { ...answered.headers, ...always } };
    },
  };
};
