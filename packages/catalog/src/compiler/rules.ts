/** Errors stop the build; warnings do not. */
export type Severity = 'error' | 'warning';

/** The stage of the compiler that holds a catalog against the rule first. */
export type Stage = 'load' | 'check' | 'compatibility' | 'wiring';

/** A rule of the catalog: its severity, the stage that checks it, and its sentence. */
export interface Rule {
  readonly severity: Severity;
  readonly stage: Stage;
  readonly sentence: string;
}

/** The code of a rule, e.g. `schema-described`. */
export type RuleCode = keyof typeof errors | keyof typeof warnings;

const errors = {
  // What is read.
  'source-parses': 'Every file of the catalog is JSON, and asyncapi.yaml is YAML',
  'document-is-asyncapi-3': 'The document is AsyncAPI 3',
  'document-valid': 'The AsyncAPI parser accepts the document',
  'server-names-bus': 'One server names the event bus',
  'schema-in-its-place': 'A schema lies at catalog/<domain>/<event>/v<n>.json or catalog/shared/<type>.json',

  // Messages.
  'message-bound': 'A message says its EventBridge source and detail-type',
  'message-payload-in-catalog': "A message's payload is a reference to an event schema of the catalog",
  'message-named-as-detail-type': 'Message, detail-type and schema title are one name',
  'message-in-channel': 'Every message is in a channel',
  'source-names-domain': "A message's source ends with the domain that its schema lies in",
  'event-name-past-tense': 'An event is named in the past tense, in PascalCase',
  'event-folder-kebab': "An event's folder is its name in kebab case",
  'event-produced': 'Every event has a producer, or a reason for having none',
  'event-consumed': 'Every event has a consumer, or a reason for having none',

  // Schemas.
  'schema-draft-07': 'A schema is JSON Schema draft-07 and says so',
  'schema-strict': 'A schema compiles in strict mode with the vocabulary of the catalog',
  'schema-announced': 'Every event schema is the payload of a message, or an older version of one',
  'schema-described': 'A schema and each of its fields is described',
  'event-shape': "An event's detail is an object of metadata and data",
  'reference-closed': 'A reference leads to a schema of the catalog',
  'reference-alone': 'A reference stands alone, or beside a description',
  'reference-acyclic': 'References do not run in a circle',
  'type-name-unique': 'A type name is given once',
  'brand-of-named-scalar': 'A brand is given to a text or a number that has a name of its own',
  'owner-set': 'Every event and every operation has an owner',
  'examples-given': 'An event has at least two examples',
  'example-valid': 'An example is valid against its schema',
  'event-fits-bus':
    "An event's examples and the largest one that its schema admits fit on the bus, or it declares a claim check",
  'example-names-schema': "An example's metadata names its schema",

  // Operations.
  'operation-described': 'An operation is described',
  'operation-named-kebab': 'An operation is named for its party, in kebab case',
  'operation-action-known': 'An operation sends or receives',
  'operation-channel-known': "An operation's channel exists",
  'operation-message-known': "An operation's message is one of its channel's",
  'receive-has-pattern': 'A receive operation has an EventBridge pattern',
  'delivery-known': 'A delivery is of a known kind with known settings, within the limits of the service',
  'target-is-workflow': "A target is the operation's own workflow, and stands without the settings of a queue",

  // Patterns.
  'pattern-syntax': 'A pattern is written as EventBridge reads it',
  'pattern-field-known': 'A pattern names fields that the schema knows',
  'pattern-value-possible': 'A pattern asks for values that the schema allows',
  'pattern-selects-messages': 'A pattern can match every message of its operation',
  'pattern-selects-no-other': 'A pattern matches no message that its operation does not name',
  'pattern-outside-claim': 'A pattern on a claim-checked event asks for what stays on the bus',

  // Versions.
  'version-gapless': 'The versions of an event are numbered from 1 without a gap',
  'version-current': 'A message carries the newest version of its event',
  'version-upcast': 'Every older version of an event has an upcaster to the next',
  'upcaster-of-version': 'An upcaster leads from a stored version to the next',

  // What is deployed: templates, pipes and state machines.
  'wire-readable': 'Input templates, filters and definitions in a template can be read',
  'wire-path-leads': 'A path of an input template leads somewhere in its input',
  'wire-event-declared': 'A pipe and a state put declared events on the bus, from their own sources',
  'wire-detail-valid':
    'The detail that a pipe or a state makes can be valid, and has no field that the schema does not know',
  'wire-publisher-declared': 'What may put events on the bus is a producer of the catalog',
  'wire-rule-possible': 'A rule of the bus can match a declared event',
  'wire-filter-possible': "A pipe's filter can match a record of its source",
} as const;

const warnings = {
  'event-bounded': 'A schema bounds how large its event can be, or declares a claim check',
  'phi-marked': 'A field whose name suggests a person is marked as PHI or as not PHI',
} as const;

/** What cannot be read as a catalog is told while it is read. */
const toldInLoading: ReadonlySet<string> = new Set([
  ...['source-parses', 'document-is-asyncapi-3', 'server-names-bus', 'schema-in-its-place'],
  ...['message-bound', 'message-payload-in-catalog'],
  ...['operation-action-known', 'operation-channel-known', 'operation-message-known'],
]);

const stageOf = (code: string): Stage => {
  if (toldInLoading.has(code)) return 'load';
  if (code.startsWith('wire-')) return 'wiring';
  return /^(version|upcaster)-/.test(code) ? 'compatibility' : 'check';
};

const withSeverity = (
  severity: Severity,
  sentences: Readonly<Record<string, string>>,
): readonly (readonly [string, Rule])[] =>
  Object.entries(sentences).map(([code, sentence]) => [code, { severity, stage: stageOf(code), sentence }]);

/** Every rule of the catalog by its stable code: a code is never given to another rule. */
export const rules: Readonly<Record<RuleCode, Rule>> = Object.fromEntries([
  ...withSeverity('error', errors),
  ...withSeverity('warning', warnings),
]) as Readonly<Record<RuleCode, Rule>>;
