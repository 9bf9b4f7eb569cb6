/** The catalog's own keywords: annotations for people and for the compiler, without a say in what is valid. */
export const vocabulary: readonly string[] = [
  'x-owner',
  'x-phi',
  'x-archive',
  'x-brand',
  'x-claim-check',
  'x-unproduced',
  'x-unconsumed',
];

/** Draft-07 keywords whose value is one schema. */
export const schemaKeywords: readonly string[] = [
  'items',
  'additionalItems',
  'additionalProperties',
  'contains',
  'propertyNames',
  'not',
  'if',
  'then',
  'else',
];
/** Draft-07 keywords whose value is a list of schemas. */
export const schemaListKeywords: readonly string[] = ['items', 'allOf', 'anyOf', 'oneOf'];
/** Draft-07 keywords whose value is an object of schemas. */
export const schemaMapKeywords: readonly string[] = ['properties', 'patternProperties', 'definitions', 'dependencies'];

/** Keywords that say something about a schema and nothing about what it allows. */
export const annotationKeywords: readonly string[] = [
  ...['title', 'description', 'examples', 'default', '$comment'],
  // Of 2019-09 (Validation, 9.3); draft-07 ignores what it does not know.
  'deprecated',
];

/** The keywords that a catalog's schema may use: draft-07 without `$id`, which would move the base of references. */
export const knownKeywords: ReadonlySet<string> = new Set([
  ...vocabulary,
  ...schemaKeywords,
  ...schemaListKeywords,
  ...schemaMapKeywords,
  ...annotationKeywords,
  ...['$schema', '$ref', 'type', 'enum', 'const', 'format', 'pattern', 'minLength', 'maxLength', 'required'],
  ...[
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'multipleOf',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  ...['minProperties', 'maxProperties', 'contentMediaType', 'contentEncoding', 'readOnly', 'writeOnly'],
]);
