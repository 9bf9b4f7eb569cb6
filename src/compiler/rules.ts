export type Severity = 'error' | 'warning';

export interface Rule {
  readonly severity: Severity;
  readonly sentence: string;
}

export type RuleCode = keyof typeof table;

const error = (sentence: string): Rule => ({ severity: 'error', sentence });
const warning = (sentence: string): Rule => ({ severity: 'warning', sentence });

const table = {
  // What is read.
  'source-parses': error('Every file of the catalog is JSON, and asyncapi.yaml is YAML'),
  'document-is-asyncapi-3': error('The document is AsyncAPI 3'),
  'document-valid': error('The AsyncAPI parser accepts the document'),
  'server-names-bus': error('One server names the event bus'),
  'schema-in-its-place': error('A schema lies at catalog/<domain>/<event>/v<n>.json or catalog/shared/<type>.json'),

  // Messages.
  'message-bound': error('A message says its EventBridge source and detail-type'),
  'message-payload-in-catalog': error("A message's payload is a reference to an event schema of the catalog"),
  'message-named-as-detail-type': error('Message, detail-type and schema title are one name'),
  'message-in-channel': error('Every message is in a channel'),
  'source-names-domain': error("A message's source ends with the domain that its schema lies in"),
  'event-name-past-tense': error('An event is named in the past tense, in PascalCase'),
  'event-folder-kebab': error("An event's folder is its name in kebab case"),
  'event-produced': error('Every event has a producer, or says why not'),
  'event-consumed': error('Every event has a consumer, or says why not'),

  // Schemas.
  'schema-draft-07': error('A schema is JSON Schema draft-07 and says so'),
  'schema-strict': error('A schema compiles in strict mode with the vocabulary of the catalog'),
  'schema-announced': error('Every event schema is the payload of a message, or an older version of one'),
  'schema-described': error('A schema and each of its fields is described'),
  'event-shape': error("An event's detail is an object of metadata and data"),
  'reference-closed': error('A reference leads to a schema of the catalog'),
  'reference-alone': error('A reference stands alone, or beside a description'),
  'reference-acyclic': error('References do not run in a circle'),
  'type-name-unique': error('A type name is given once'),
  'owner-set': error('Every event and every operation has an owner'),
  'phi-marked': warning('A field whose name suggests a person says whether it is PHI'),
  'examples-given': error('An event has at least two examples'),
  'example-valid': error('An example is valid against its schema'),
  'example-names-schema': error("An example's metadata names its schema"),

  // Operations.
  'operation-described': error('An operation is described'),
  'operation-named-kebab': error('An operation is named for its party, in kebab case'),
  'operation-action-known': error('An operation sends or receives'),
  'operation-channel-known': error("An operation's channel exists"),
  'operation-message-known': error("An operation's message is one of its channel's"),
  'receive-has-pattern': error('A receive operation has an EventBridge pattern'),
  'delivery-known': error('A delivery is of a known kind with known settings, within the limits of the service'),

  // Patterns.
  'pattern-syntax': error('A pattern is written as EventBridge reads it'),
  'pattern-field-known': error('A pattern names fields that the schema knows'),
  'pattern-value-possible': error('A pattern asks for values that the schema allows'),
  'pattern-selects-messages': error('A pattern can match every message of its operation'),
  'pattern-selects-no-other': error('A pattern matches no message that its operation does not name'),
  'pattern-outside-claim': error('A pattern on a claim-checked event asks for what stays on the bus'),

  // Versions.
  'version-gapless': error('The versions of an event are numbered from 1 without a gap'),
  'version-current': error('A message carries the newest version of its event'),
} as const satisfies Readonly<Record<string, Rule>>;

/** Every rule of the catalog by its stable code: a code is never given to another rule. */
export const rules: Readonly<Record<RuleCode, Rule>> = table;
