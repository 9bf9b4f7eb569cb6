import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { carillon } from './carillon-process.ts';
import { summaryOf, sumOf } from './summary-line.ts';

const FOLDER = fileURLToPath(new URL('../../../shared/fhir/synthea-10', import.meta.url));
const RESOURCES = 7_160;
const GIGABYTE = 1_000_000_000;

it.skipIf(!existsSync(FOLDER))(
  `plays both runs over ${FOLDER} in two minutes of processor time and under a gigabyte`,
  async () => {
    const run = carillon('start', '--once', '--json', '--fhir', FOLDER);
    const { code, stdout, stderr } = await run.ended;
    const elapsed = run.processorMs();
    expect(code, stderr.slice(-4_000)).toBe(0);
    const { runs, published, archived, deadLetters } = summaryOf(stdout);
    expect(runs.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
    expect(runs.at(-1)?.resources).toBe(1);
    // The app's own patient may be among the first run's: it reaches the datastore while that begins.
    expect(runs[0]?.resources).toBeGreaterThanOrEqual(RESOURCES);
    expect(runs[0]?.resources).toBeLessThanOrEqual(RESOURCES + 1);
    expect(deadLetters).toBe(0);
    expect(archived.byEvent).toEqual(published);
    expect(archived.events).toBe(sumOf(published));
    const peak = run.peakMemory();
    console.log(`synthea: ${(elapsed / 1000).toFixed(1)} s of processor time, peak ${(peak / 1e6).toFixed(0)} MB`);
    expect(elapsed).toBeLessThan(120_000);
    expect(peak).toBeGreaterThan(0);
    expect(peak).toBeLessThan(GIGABYTE);
  },
  900_000,
);
