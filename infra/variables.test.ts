import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HandlerSource, readApplication } from '@carillon/constructs';
import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { synthesized } from './synthesized.ts';

const ROOT = join(import.meta.dirname, '..');
const application = await readApplication(ROOT);
const { resources } = synthesized(application, readSettings(ROOT, 'prod'));

/** The text of everything that runs in a function: its bundle, or its crate's sources. */
const codeOf = ({ name, asset }: HandlerSource): string =>
  'path' in asset
    ? readFileSync(join(asset.path, 'index.mjs'), 'utf8')
    : globSync(`src/${name}/src/**/*.rs`, { cwd: ROOT })
        .map((file) => readFileSync(join(ROOT, file), 'utf8'))
        .join('\n');

/** What the template gives a function, without what Powertools reads. */
const givenTo = ({ name }: HandlerSource): readonly string[] =>
  Object.values(resources)
    .filter(({ Type, Properties }) => Type === 'AWS::Lambda::Function' && Properties.Description === `src/${name}`)
    .flatMap(({ Properties }) => Object.keys((Properties.Environment as { readonly Variables: object }).Variables))
    .filter((variable) => !variable.startsWith('POWERTOOLS_'));

/** `variable(process.env, "LEDGER_TABLE_NAME")`: esbuild may give the function a number. */
const READ = /\bvariable\d*\([\w.]+,\s*"([A-Z][A-Z0-9_]*)"\)/g;

/** Without what Lambda itself gives ("Defined runtime environment variables"). */
const readBy = (handler: HandlerSource): readonly string[] =>
  [...codeOf(handler).matchAll(READ)].flatMap(([, name = '']) => (name.startsWith('AWS_') ? [] : name));

describe.each(application.handlers.map((handler) => [handler.name, handler] as const))('src/%s', (_, handler) => {
  it('is given every variable that it cannot do without', () => {
    expect(readBy(handler).filter((variable) => !givenTo(handler).includes(variable))).toEqual([]);
  });

  it('reads every variable that it is given, so that no use is unneeded', () => {
    const code = codeOf(handler);
    // Every subscription is given its dead-letter queue; a crate may leave it to SQS to fill it.
    const optional = 'command' in handler.asset ? ['DEAD_LETTER_QUEUE_URL'] : [];
    const unread = givenTo(handler).filter((variable) => !new RegExp(`\\b${variable}\\b`).test(code));
    expect(unread.filter((variable) => !optional.includes(variable))).toEqual([]);
  });
});

describe('the variables that code reads', () => {
  it('are found in bundles', () => {
    expect(new Set(application.handlers.flatMap(readBy)).size).toBeGreaterThan(5);
  });
});
