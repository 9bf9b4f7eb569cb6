import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Diagnostic, isError, printDiagnostic } from './diagnostic.ts';
import { buildCatalog } from './incremental/build-catalog.ts';
import { rules } from './rules.ts';
import type { Freshness } from './write/write-emission.ts';

const help = `Compiles asyncapi.yaml and catalog/ into generated/.

  --check       write nothing; fail and name the files if generated/ is stale
  --verify      ask the AsyncAPI parser for its verdict as well (slow)
  --rules       list every rule of the catalog with its code
  --json        print one JSON object: { ok, diagnostics, stale, missing, extra }
  --root <dir>  the folder with asyncapi.yaml; the working folder if not given
  --help        this text

Exit codes: 0 done or fresh, 1 the catalog has errors or generated/ is stale, 2 wrong arguments.
`;

interface Report extends Freshness {
  readonly ok: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

interface Options {
  readonly root: string;
  readonly check: boolean;
  readonly verify: boolean;
}

const nothing: Freshness = { stale: [], missing: [], extra: [] };

async function run({ root, check, verify }: Options): Promise<Report> {
  const reported = verify ? await verdictOf(root) : [];
  if (reported.some(isError)) return { ok: false, diagnostics: reported, ...nothing };
  const { ok, diagnostics, stale, missing, extra } = await buildCatalog(root, { check, cache: true });
  return { ok, diagnostics, stale, missing, extra };
}

/** All faults of a run are reported together, the compiler's own before the parser's. */
async function verdictOf(root: string): Promise<readonly Diagnostic[]> {
  const { verifyDocument } = await import('./check/verify-document.ts');
  const { examine } = await import('./examine.ts');
  const { readSource } = await import('./load/read-source.ts');
  const source = readSource(root);
  return [...examine(source).diagnostics, ...(await verifyDocument(root, source))];
}

function print(report: Report, check: boolean): string {
  const words = check
    ? { stale: 'stale', missing: 'missing', extra: 'extra' }
    : { stale: 'rewrote', missing: 'wrote', extra: 'removed' };
  const paths = (['stale', 'missing', 'extra'] as const).flatMap((kind) =>
    report[kind].map((path) => `${words[kind]} ${path}`),
  );
  const verdict = report.diagnostics.some(isError)
    ? 'The catalog has errors; nothing was written.'
    : report.ok
      ? paths.length === 0
        ? 'generated/ is fresh.'
        : 'generated/ is written.'
      : 'generated/ is not fresh. Fix: npm run generate';
  return [...report.diagnostics.map(printDiagnostic), ...paths, verdict].join('\n');
}

function printRules(): string {
  return Object.entries(rules)
    .map(([code, { severity, sentence }]) => `${code.padEnd(28)} ${severity.padEnd(8)} ${sentence}.`)
    .join('\n');
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      verify: { type: 'boolean', default: false },
      rules: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      root: { type: 'string', default: '.' },
    },
  });
  if (values.help || values.rules) {
    console.log(values.help ? help : printRules());
    return 0;
  }
  const report = await run({ root: resolve(values.root), check: values.check, verify: values.verify });
  console.log(values.json ? JSON.stringify(report) : print(report, values.check));
  return report.ok ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
  console.error(`${error.message}\n\n${help}`);
  process.exitCode = 2;
}
