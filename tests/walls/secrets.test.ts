import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** Forms of credentials by which a scanner knows them: what each issuer says of its own. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'AWS access key id': /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g,
  'AWS secret key': /aws_?secret_?access_?key["'\s:=]+[A-Za-z0-9/+]{40}\b/gi,
  'private key': /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s*[A-Za-z0-9+/]/g,
  'signed token': /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/g,
  'GitHub token': /\bgh[pousr]_\w{36,}/g,
  'npm token': /\bnpm_\w{36}\b/g,
  'Slack token': /\bxox[abpr]-[\w-]{10,}/g,
};

/** AWS's own example, which stands in its documentation: it opens nothing. */
const KNOWN = new Set(['AKIAIOSFODNN7EXAMPLE']);

const secretsIn = (text: string): readonly string[] =>
  Object.entries(SECRETS).flatMap(([kind, form]) =>
    [...text.matchAll(form)].filter(([found]) => !KNOWN.has(found)).map(([found]) => `${kind}: ${found.slice(0, 8)}…`),
  );

const git = (...argv: readonly string[]): string =>
  execFileSync('git', [...argv], { encoding: 'utf8', maxBuffer: 1 << 30 });

describe('secrets', () => {
  const letters = 'a1B2'.repeat(10);
  it.each([
    ['AWS access key id', `AKIA${'Z'.repeat(16)}`],
    ['AWS secret key', `aws_secret_access_key = ${letters}`],
    ['private key', `-----BEGIN RSA PRIVATE ${'KEY'}-----\nMIIE`],
    ['signed token', `eyJ${letters}.eyJ${letters}.${letters}`],
    ['GitHub token', `ghp_${letters}`],
    ['npm token', `npm_${letters.slice(0, 36)}`],
    ['Slack token', `xoxb-${letters}`],
  ])('are known when they are planted: %s', (kind, planted) => {
    expect(secretsIn(`const it = '${planted}';`).join()).toContain(kind);
  });

  it('are in no file of the repository', () => {
    const files = git('ls-files', '--cached', '--others', '--exclude-standard').split('\n').filter(existsSync);
    expect(files.flatMap((file) => secretsIn(readFileSync(file, 'utf8')).map((each) => `${file}: ${each}`))).toEqual(
      [],
    );
  });

  it('were in none before, as far as this clone’s history goes', () => {
    expect([...new Set(secretsIn(git('log', '--all', '--patch', '--no-color', '--no-ext-diff')))]).toEqual([]);
  });
});
