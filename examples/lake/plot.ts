import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { barChart } from 'carillon/lake/bar-chart';

// carillon query --file examples/lake/2-sites-and-fhir.sql --json | npx node examples/lake/plot.ts > lake.svg
const { rows } = JSON.parse(readFileSync(0, 'utf8')) as { readonly rows: readonly (readonly (string | number)[])[] };
const bySite = Map.groupBy(rows, ([site, name, value]) => `site ${site}: ${name} ${value}`);
const groups = [...bySite].map(([title, those]) => ({
  title,
  bars: those.map(([, , , type, changes]) => ({ label: String(type), value: Number(changes) })),
}));
const chart = barChart('FHIR changes in the hour after each site measure', groups);
const [, , out] = process.argv;
if (out === undefined) process.stdout.write(chart);
else writeFileSync(join(process.cwd(), out), chart);
