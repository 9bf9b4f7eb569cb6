import { describe, expect, it } from 'vitest';
import { carillon } from './carillon-process.ts';
import { summaryOf, sumOf } from './summary-line.ts';

describe('carillon start --once --json', () => {
  it('plays both runs within a minute of processor time, and every event is accounted for', async () => {
    const run = carillon('start', '--once', '--json');
    const { code, stdout, stderr } = await run.ended;
    expect(code, stderr.slice(-4_000)).toBe(0);
    const { runs, published, archived, notices, deadLetters } = summaryOf(stdout);
    expect(runs.map(({ status }) => status)).toEqual(['COMPLETED', 'COMPLETED']);
    const [first, second] = runs;
    expect(first?.since).toBeUndefined();
    expect(first?.resources).toBeGreaterThan(200);
    // The next run begins where the last was triggered, to the millisecond.
    expect(second?.since).toBe(first?.until);
    // The patient whose address changed is all that changed.
    expect(second).toMatchObject({ resources: 1, files: 1 });
    expect(deadLetters).toBe(0);
    expect(archived.events).toBe(sumOf(published));
    expect(archived.byEvent).toEqual(published);
    expect(published).toMatchObject({
      ExportRunStarted: 2,
      ExportRequested: 2,
      ExportJobSubmitted: 2,
      ExportJobCompleted: 2,
      ExportRunCompleted: 2,
      FhirResourceChanged: (first?.resources ?? 0) + 1,
      ExportFileProcessed: (first?.files ?? 0) + 1,
      SiteMeasured: 2,
      PatientChanged: 1,
      AddressChanged: 2,
    });
    expect(notices).toBeGreaterThan(10);
    expect(run.processorMs()).toBeGreaterThan(0);
    expect(run.processorMs()).toBeLessThan(60_000);
  });
});
