import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** What a file plants, and the wall that must catch it. */
const breaches: readonly (readonly [wall: string, file: string, imports: string])[] = [
  ['generated-imports-descriptor-types', 'generated/events.ts', '../src/consumers/archiver/handler.ts'],
  ['generated-imports-descriptor-types', 'generated/catalog.ts', '../packages/runtime/src/event-store/append.ts'],
  ['package-knows-no-application', 'packages/runtime/src/publish/publish.ts', '../../../../generated/events.ts'],
  ['package-knows-no-application', 'packages/local/src/cloud.ts', '../../../src/consumers/archiver/handler.ts'],
  ['package-knows-no-application', 'packages/catalog/src/load.test.ts', '../../../generated/events.ts'],
  ['catalog-imports-descriptor-types', 'packages/catalog/src/check.ts', '../../runtime/src/event-store/append.ts'],
  ['catalog-imports-descriptor-types', 'packages/catalog/src/diff.ts', '../../local/src/services/s3/bucket.ts'],
  ['package-by-its-exports', 'packages/carillon/src/cli/main.ts', '../../../runtime/src/event-store/append.ts'],
  ['package-by-its-exports', 'src/consumers/reader/handler.ts', '../../../packages/runtime/src/event-store/append.ts'],
  [
    'runtime-imports-no-package',
    'packages/runtime/src/event-store/store.ts',
    '../../../local/src/services/s3/bucket.ts',
  ],
  [
    'local-imports-no-package',
    'packages/local/src/services/sns/topic.ts',
    '../../../../runtime/src/event-store/append.ts',
  ],
  ['service-imports-no-service', 'packages/local/src/services/sqs/queue.ts', '../s3/bucket.ts'],
  ['kernel-is-the-ground', 'packages/local/src/kernel/clock.ts', '../services/s3/bucket.ts'],
  ['speaker-imports-no-other', 'src/consumers/notifier/handler.ts', '../archiver/handler.ts'],
  ['speaker-imports-no-other', 'src/producers/stream/handler.ts', '../../consumers/archiver/handler.ts'],
  ['cdk-in-infra-only', 'src/consumers/archiver/handler.ts', 'aws-cdk-lib'],
  ['infra-imports-no-handler', 'infra/app.ts', '../src/consumers/archiver/handler.ts'],
  ['handlers-know-no-tool', 'src/workflows/export/handler.ts', '../../../packages/local/src/services/s3/bucket.ts'],
  ['no-circle', 'packages/carillon/src/cli/a.ts', './b.ts'],
];
const grounds = ['packages/runtime/src/event-store/append.ts', 'packages/local/src/services/s3/bucket.ts'];

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

let folder: string;
let violations: readonly Violation[];

const plant = (): void => {
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  for (const file of grounds) write(file, 'export const ground = 1;\n');
  write('packages/carillon/src/cli/b.ts', "import * as it from './a.ts';\nexport const back = it;\n");
  for (const [, file, imports] of breaches)
    write(file, `import * as it from '${imports}';\nexport const planted = it;\n`);
  for (const file of ['tsconfig.json', '.dependency-cruiser.cjs', 'package.json']) cpSync(file, join(folder, file));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
};

const cruise = (cwd: string, roots: readonly string[]): readonly Violation[] => {
  const bin = resolve('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...roots];
  let output: string;
  try {
    output = execFileSync(process.execPath, args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    output = String((error as { stdout?: string }).stdout);
  }
  return (JSON.parse(output) as { summary: { violations: readonly Violation[] } }).summary.violations;
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'walls-'));
  plant();
  violations = cruise(folder, ['src', 'packages', 'generated', 'infra']);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the walls between the rooms', () => {
  it.each(breaches)('%s catches %s importing %s', (wall, file) => {
    expect(violations.filter((each) => each.from === file).map((each) => each.rule.name)).toContain(wall);
  });
});
