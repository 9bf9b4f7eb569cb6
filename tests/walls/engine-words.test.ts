import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Words of this repository's application, which the engine must not know. */
const WORDS = /fhir|patient|healthlake|export.?run|\bsites?\b/i;

/** "Site" as browsers use it: Fetch Metadata Request Headers, the Sec-Fetch-Site header. */
const OF_BROWSERS =
  /sec-fetch-site|(cross|same|another|other|of another) ?-?site|isOtherSite|\bsite(: string| !==|\))/gi;

/** The local cloud has HealthLake as one of its services: where it is registered, named or signed for. */
const NAMES_THE_SERVICE = new Set(
  [
    'package.json',
    'src/services.ts',
    'src/kernel/json.ts',
    'src/kernel/service.ts',
    'src/services/iam/authorize.ts',
    'src/services/iam/iam.test.ts',
    'src/services/lambda/name-resolution.test.ts',
    'src/services/lambda/name-resolution.ts',
    'src/services/states/task-error.ts',
    'src/wire/authentication.test.ts',
    'src/wire/models.ts',
  ].map((file) => `packages/local/${file}`),
);

const engineFiles = execFileSync('git', ['ls-files', 'packages'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && !file.startsWith('packages/local/src/services/healthlake/'))
  .filter((file) => !NAMES_THE_SERVICE.has(file));

const found = (text: string): readonly string[] =>
  text.split('\n').filter((line) => WORDS.test(line.replaceAll(OF_BROWSERS, '')));

describe('the engine', () => {
  it('knows no word of the application of this repository', () => {
    const breaches = engineFiles.flatMap((file) =>
      found(readFileSync(join(ROOT, file), 'utf8')).map((line) => `${file}: ${line.trim().slice(0, 120)}`),
    );
    expect(engineFiles.length).toBeGreaterThan(1_000);
    expect(breaches).toEqual([]);
  });

  it('would be found to, in code and in comments', () => {
    expect(found("const table = 'patients';\n// A FHIR path\nif (site !== undefined) return;\n")).toEqual([
      "const table = 'patients';",
      '// A FHIR path',
    ]);
  });
});
