import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Score, type Suite, suiteName } from './suite.ts';
import { suites } from './suites.ts';

/**
 * node packages/local/src/conformance/main.ts --cases DIR [--suite NAME] [--json]
 *
 * Holds the local cloud against recorded cases and prints how many hold, suite by suite. A measure, not a gate: it
 * exits 0 whatever holds, also where there are no cases, and 2 when it was called wrongly.
 */
const USAGE = 'Usage: npm run conformance -- --cases DIR [--suite NAME] [--json]';

const levels = ({ cases, a, b, c }: Score): string =>
  [['a', a] as const, ['b', b] as const, ['c', c] as const]
    .filter((level): level is readonly ['a' | 'b' | 'c', number] => level[1] !== undefined)
    .map(([name, count]) => `${name} ${count}/${cases}`)
    .join('  ');

const report = (name: string, score: Score): void => {
  const leftOut = score.leftOut === undefined ? '' : `  (${score.leftOut} left out)`;
  console.log(`${name.padEnd(26)} ${levels(score)}${leftOut}`);
  if (score.failed.length > 0)
    console.log(`  ${score.failed.slice(0, 20).join(' ')}${score.failed.length > 20 ? ' …' : ''}`);
};

const runAll = async (chosen: readonly Suite[], folder: string): Promise<Readonly<Record<string, Score>>> => {
  const scores: Record<string, Score> = {};
  for (const suite of chosen) {
    const file = join(folder, suite.file);
    const name = suiteName(suite.file);
    if (!existsSync(file)) {
      console.log(`${name.padEnd(26)} not run: ${file} is not there`);
      continue;
    }
    const score = await suite.run(readFileSync(file, 'utf8'));
    scores[name] = score;
    report(name, score);
  }
  return scores;
};

const refuse = (message: string): void => {
  console.error(`${message}\n${USAGE}`);
  process.exitCode = 2;
};

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { cases: { type: 'string' }, suite: { type: 'string' }, json: { type: 'boolean', default: false } },
  });
  const folder = values.cases;
  if (folder === undefined) return refuse('Say where the recorded cases lie.');
  const chosen = suites.filter(({ file }) => values.suite === undefined || suiteName(file) === values.suite);
  if (chosen.length === 0)
    return refuse(`No suite ${values.suite}; there are ${suites.map(({ file }) => suiteName(file)).join(', ')}.`);
  if (!existsSync(folder)) console.log(`There are no recorded cases at ${folder}: nothing is tested.`);
  const scores = existsSync(folder) ? await runAll(chosen, folder) : {};
  if (values.json) console.log(JSON.stringify(scores));
};

await main();
