import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { differences, expectedFailures } from './expected-failures.ts';
import { LEVELS, type Level, type Results, type Suite } from './suite.ts';
import { suites } from './suites.ts';

/**
 * node packages/local/src/conformance/main.ts --cases DIR [--suite NAME] [--json] [--check]
 *
 * Compares the local cloud with recorded cases and prints how many hold, suite by suite. A measure: it exits 0 whatever
 * holds, also where there are no cases, and 2 when it was called wrongly. With --check it exits 1 when the failing cases
 * are not exactly those of expected-failures.json.
 */
const USAGE = 'Usage: npm run conformance -- --cases DIR [--suite NAME] [--json] [--check]';

interface Score {
  readonly cases: number;
  readonly a: number;
  readonly b?: number;
  readonly c?: number;
  readonly leftOut?: number;
  readonly failed: readonly string[];
  /** Cases whose result is not the expected one. */
  readonly different: readonly string[];
}

const scoreOf = (suite: Suite, { cases, leftOut }: Results): Score => {
  const held = (level: Level): number => cases.filter(({ verdict }) => verdict[level] === true).length;
  const has = (level: Level): boolean => cases.some(({ verdict }) => verdict[level] !== undefined);
  return {
    cases: cases.length,
    a: held('a'),
    ...(has('b') ? { b: held('b') } : {}),
    ...(has('c') ? { c: held('c') } : {}),
    ...(leftOut === undefined ? {} : { leftOut }),
    failed: cases.filter(({ verdict }) => !verdict.a).map(({ id }) => id),
    different: differences(suite.name, cases, expectedFailures()).map(
      ({ id, expected, received }) =>
        `${id}: expected to fail at [${expected.join(' ')}], failed at [${received.join(' ')}]`,
    ),
  };
};

const report = (name: string, score: Score): void => {
  const levels = LEVELS.flatMap((level) =>
    score[level] === undefined ? [] : [`${level} ${score[level]}/${score.cases}`],
  );
  const leftOut = score.leftOut === undefined ? '' : `  (${score.leftOut} left out)`;
  console.log(`${name.padEnd(26)} ${levels.join('  ')}${leftOut}`);
  for (const line of score.different.slice(0, 20)) console.log(`  ${line}`);
  if (score.different.length > 20) console.log(`  and ${score.different.length - 20} more`);
};

const runAll = async (chosen: readonly Suite[], folder: string): Promise<Readonly<Record<string, Score>>> => {
  const scores: Record<string, Score> = {};
  for (const suite of chosen) {
    const file = join(folder, suite.file);
    if (!existsSync(file)) {
      console.log(`${suite.name.padEnd(26)} not run: ${file} does not exist`);
      continue;
    }
    const score = scoreOf(suite, await suite.run(readFileSync(file, 'utf8')));
    scores[suite.name] = score;
    report(suite.name, score);
  }
  return scores;
};

const refuse = (message: string): void => {
  console.error(`${message}\n${USAGE}`);
  process.exitCode = 2;
};

const OPTIONS = {
  cases: { type: 'string' },
  suite: { type: 'string' },
  json: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

const optionsOf = () => {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const main = async (): Promise<void> => {
  const options = optionsOf();
  if (typeof options === 'string') return refuse(options);
  if (options.help) return console.log(USAGE);
  const folder = options.cases;
  if (folder === undefined) return refuse('--cases DIR is required: the folder of the recorded cases.');
  const chosen = suites.filter(({ name }) => options.suite === undefined || name === options.suite);
  if (chosen.length === 0)
    return refuse(`No suite ${options.suite}; there are ${suites.map(({ name }) => name).join(', ')}.`);
  if (!existsSync(folder)) console.log(`There are no recorded cases at ${folder}: nothing is tested.`);
  const scores = existsSync(folder) ? await runAll(chosen, folder) : {};
  if (options.json) console.log(JSON.stringify(scores));
  if (options.check && Object.values(scores).some(({ different }) => different.length > 0)) process.exitCode = 1;
};

await main();
