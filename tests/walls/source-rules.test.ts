import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Breach, breachesIn, type OurNames } from './source-rules.ts';

const ours = (): OurNames => {
  const catalog = JSON.parse(readFileSync('generated/catalog.json', 'utf8')) as {
    readonly events: readonly { readonly name: string }[];
  };
  const events = catalog.events.map(({ name }) => name);
  return { events, others: ['carillon', 'Carillon', 'export-run', 'websocket-notifier'] };
};

const sources = (): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--', '*.ts'], { encoding: 'utf8' })
    .split('\n')
    .filter(
      (file) =>
        /^(src|packages|infra|tests|bench)\//.test(file) && !file.startsWith('tests/walls/') && existsSync(file),
    );

describe('rules that an import graph cannot show', () => {
  const names: OurNames = { events: ['PatientChanged'], others: ['carillon'] };
  const planted: readonly (readonly [Breach['rule'], string, string])[] = [
    ['platform-time', 'packages/local/src/services/sqs/queue.ts', 'const now = Date.now();'],
    ['platform-time', 'packages/local/src/services/sqs/queue.ts', 'setTimeout(() => wake(), 10);'],
    ['platform-time', 'packages/local/src/wire/x.ts', "import { randomUUID } from 'node:crypto';"],
    ...[
      'const begun = performance.now();',
      'const wall = performance.timeOrigin;',
      'queueMicrotask(() => wake());',
      'const [seconds] = process.hrtime();',
      "import { setTimeout as wait } from 'node:timers/promises';",
      "import timers from 'timers';",
      'const now = options.now ?? Date.now;',
      'const { now } = Date;',
      'const at = new Date;',
      'const at = new Date( );',
      'const later = setTimeout;',
      'process.nextTick(wake);',
      'const signal = AbortSignal.timeout(5);',
      'const pick = Math.random;',
      'const n = randomInt(5);',
      'crypto.getRandomValues(bytes);',
    ].map((line) => ['platform-time', 'packages/local/src/services/lambda/environment.ts', line] as const),
    ['star-export', 'packages/runtime/src/publish/index.ts', "export * from './publish.ts';"],
    ['file-name', 'packages/runtime/src/publish/utils.ts', ''],
    ['file-name', 'infra/helpers.ts', ''],
    ['local-knows-us', 'packages/local/src/services/events/rule.ts', "if (type === 'PatientChanged') return;"],
    ['event-name-by-hand', 'src/consumers/a/handler.ts', "if (event['detail-type'] === 'PatientChanged') act();"],
    ['no-any', 'packages/runtime/src/publish/publish.ts', 'const entry: any = {};'],
  ];
  it.each(planted)('%s is caught in %s: %s', (rule, file, text) => {
    expect(breachesIn(file, text, names).map((breach) => breach.rule)).toContain(rule);
  });

  it('takes a time that is given for no clock, and names that only look like the platform', () => {
    for (const line of ['new Date(at)', 'clock.now()', 'const latest = new Date(clock.now());', 'randomness(seed)'])
      expect(breachesIn('packages/local/src/services/sqs/queue.ts', line, names)).toEqual([]);
  });

  it('lets the kernel reach for the platform, and a comment speak of anything', () => {
    expect(breachesIn('packages/local/src/kernel/clock.ts', 'Date.now()', names)).toEqual([]);
    expect(breachesIn('packages/local/src/wire/x.ts', '// never Date.now() here, says PatientChanged', names)).toEqual(
      [],
    );
  });

  it('are broken nowhere in the repository', () => {
    expect(sources().flatMap((file) => breachesIn(file, readFileSync(file, 'utf8'), ours()))).toEqual([]);
  });
});
