/**
 * What each block without a language shows, found by how it begins, and what holds it:
 * printed   a command of the same document has printed it
 * arranged  a command prints it in a situation that is made for it (tests/long/documents/arrangements.ts)
 * drawing   the names in it are there: files of the project, or words of a file
 * test      another test compares it
 */
export type Output = { readonly document: string; readonly begins: string } & (
  | { readonly kind: 'printed'; readonly by: string }
  | { readonly kind: 'arranged'; readonly by: Arranged }
  | {
      readonly kind: 'drawing';
      readonly files?: readonly string[];
      readonly words?: readonly string[];
      readonly of?: string;
    }
  | { readonly kind: 'test'; readonly by: string }
  | { readonly kind: 'not-run'; readonly reason: string }
);

export type Arranged =
  | 'a field is removed'
  | 'a template makes text of a number'
  | 'an environment is wrong'
  | 'a column is not there'
  | 'a template has an unknown property'
  | 'a new version changes a field';

const LAKE_TEST = 'tests/long/lake.test.ts';
const PICK_UP_TEST = 'tests/long/pick-up.test.ts';

export const outputs: readonly Output[] = [
  {
    document: 'ARCHITECTURE.md',
    begins: ' asyncapi.yaml + catalog/',
    kind: 'drawing',
    files: [
      ...['asyncapi.yaml', 'catalog', 'packages/catalog', 'generated', 'src/producers', 'src/consumers'],
      ...['src/workflows', 'packages/runtime', 'infra', 'packages/constructs', 'packages/local', 'packages/carillon'],
    ],
  },
  {
    document: 'ARCHITECTURE.md',
    begins: ' request ──► gateway',
    kind: 'drawing',
    words: ['gateway', 'operation', 'journal', 'targets', 'alarms'],
    of: 'packages/local/src/cloud.ts',
  },
  { document: 'README.md', begins: '03:55:07 ✎', kind: 'printed', by: 'npm start -- --once --json' },
  { document: 'docs/contracts.md', begins: 'removing `/data/after/city`', kind: 'arranged', by: 'a field is removed' },
  {
    document: 'docs/contracts.md',
    begins: 'CarillonBus.template.json error',
    kind: 'arranged',
    by: 'a template makes text of a number',
  },
  {
    document: 'docs/decisions/0003-one-run-at-a-time.md',
    begins: '{ active?:',
    kind: 'drawing',
    words: ['active?', 'since?', 'completedUntil?'],
    of: 'src/workflows/fhir-export/export-state.ts',
  },
  {
    document: 'docs/decisions/0017-stacks-by-life-cycle.md',
    begins: 'CarillonEdge ------>',
    kind: 'drawing',
    words: ['CarillonEdge', 'CarillonBus', 'CarillonData', 'CarillonWorkflow'],
    of: 'infra/stacks.ts',
  },
  {
    document: 'docs/decisions/0020-compiled-when-published.md',
    begins: 'cdk synth ',
    kind: 'drawing',
    files: ['packages/constructs/src/crates/build.ts'],
    words: ['executable'],
    of: 'packages/constructs/src/handler-function.ts',
  },
  {
    document: 'docs/deploy.md',
    begins: 'infra/environments/prod.json',
    kind: 'arranged',
    by: 'an environment is wrong',
  },
  { document: 'docs/lake.md', begins: 'carillon: SQL_NO_COLUMN', kind: 'arranged', by: 'a column is not there' },
  { document: 'docs/lake.md', begins: 'resource_type ', kind: 'test', by: LAKE_TEST },
  { document: 'docs/lake.md', begins: 'gender ', kind: 'test', by: LAKE_TEST },
  { document: 'docs/lake.md', begins: 'is_full ', kind: 'test', by: LAKE_TEST },
  { document: 'docs/lake.md', begins: 'what ', kind: 'test', by: LAKE_TEST },
  { document: 'docs/local-cloud.md', begins: '11:44:54 ▶ taken up', kind: 'test', by: PICK_UP_TEST },
  {
    document: 'docs/local-cloud.md',
    begins: 'CarillonBus/PatientStream',
    kind: 'arranged',
    by: 'a template has an unknown property',
  },
  { document: 'docs/phi-and-drift.md', begins: 'AddressChanged', kind: 'printed', by: 'npx carillon catalog phi' },
  {
    document: 'docs/runbooks/README.md',
    begins: 'fields @timestamp',
    kind: 'not-run',
    reason: 'CloudWatch Logs Insights needs an account of AWS.',
  },
  {
    document: 'docs/rust-consumer.md',
    begins: 'bus -- rule -->',
    kind: 'drawing',
    words: ['bootstrap'],
    of: 'packages/constructs/src/crates/compile.ts',
  },
  {
    document: 'docs/rust-consumer.md',
    begins: '18000 events',
    kind: 'not-run',
    reason: 'Figures of `npm run bench:rust`, which takes minutes.',
  },
  {
    document: 'docs/rust-consumer.md',
    begins: '$ npm run build:rust',
    kind: 'not-run',
    reason: 'Minutes of compiling; tests/long/arm64-program.test.ts does it.',
  },
  {
    document: 'docs/versions.md',
    begins: 'catalog/export/',
    kind: 'drawing',
    files: [
      'catalog/export/export-run-skipped/v1.json',
      'catalog/export/export-run-skipped/v2.json',
      'src/upcasters/export/export-run-skipped/v1-to-v2.ts',
    ],
  },
  {
    document: 'docs/versions.md',
    begins: 'changing `/data/siteId`',
    kind: 'arranged',
    by: 'a new version changes a field',
  },
  {
    document: 'docs/add-a-workflow.md',
    begins: 'event ── rule',
    kind: 'drawing',
    words: ['Begin', 'AwaitResume', 'Complete', 'Fail'],
    of: 'packages/carillon/templates/workflow/state-machine.asl.json',
  },
  {
    document: 'src/workflows/fhir-export/README.md',
    begins: 'schedule -> BeginRun',
    kind: 'drawing',
    words: [
      'BeginRun',
      'Skipped',
      'AwaitExport',
      'ProcessFiles',
      'CompleteRun',
      'FailRun',
      'Failed',
      'waitForTaskToken',
    ],
    of: 'src/workflows/fhir-export/state-machine.asl.json',
  },
];

export const outputOf = (document: string, text: string): Output | undefined =>
  outputs.find((output) => output.document === document && text.startsWith(output.begins));
