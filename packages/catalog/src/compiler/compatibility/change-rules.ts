/** What a change does to the events of two versions. A code is never given to another kind of change. */
const keywords: readonly (readonly [keyword: string, code: string, sentence: string])[] = [
  ['type', 'type-changed', 'Other types are allowed'],
  ['enum', 'enum-changed', 'Other values are listed'],
  ['const', 'const-changed', 'Another constant is asked for'],
  ['required', 'required-changed', 'Other fields are required'],
  ['properties', 'field-changed', 'A field is added, removed or excluded'],
  ['patternProperties', 'pattern-properties-changed', 'Other schemas hold for fields whose name matches a pattern'],
  ['additionalProperties', 'additional-properties-changed', 'Further fields are treated differently'],
  ['propertyNames', 'property-names-changed', 'Other names of fields are allowed'],
  ['minProperties', 'min-properties-changed', 'Another number of fields is the least'],
  ['maxProperties', 'max-properties-changed', 'Another number of fields is the most'],
  ['dependencies', 'dependencies-changed', 'The presence of a field asks for something else'],
  ['items', 'items-changed', 'Other items are allowed'],
  ['additionalItems', 'additional-items-changed', 'Items past the described ones are treated differently'],
  ['contains', 'contains-changed', 'Another item must be among the items'],
  ['minItems', 'min-items-changed', 'Another number of items is the least'],
  ['maxItems', 'max-items-changed', 'Another number of items is the most'],
  ['uniqueItems', 'unique-items-changed', 'Equal items are treated differently'],
  ['minimum', 'minimum-changed', 'Another number is the least'],
  ['exclusiveMinimum', 'exclusive-minimum-changed', 'Numbers must be above another one'],
  ['maximum', 'maximum-changed', 'Another number is the most'],
  ['exclusiveMaximum', 'exclusive-maximum-changed', 'Numbers must be below another one'],
  ['multipleOf', 'multiple-of-changed', 'Numbers go by another step'],
  ['minLength', 'min-length-changed', 'Another length is the least'],
  ['maxLength', 'max-length-changed', 'Another length is the most'],
  ['pattern', 'pattern-changed', 'Texts must match another pattern'],
  ['format', 'format-changed', 'Texts must have another format'],
  ['allOf', 'all-of-changed', 'Other schemas hold together'],
  ['anyOf', 'any-of-changed', 'Other branches are to choose from'],
  ['oneOf', 'one-of-changed', 'Other branches are to choose from, one alone'],
  ['not', 'not-changed', 'Something else is excluded'],
  ['if', 'condition-changed', 'A condition is another one'],
  ['then', 'condition-changed', 'A condition asks for something else'],
  ['else', 'condition-changed', 'The contrary of a condition asks for something else'],
  ['x-phi', 'phi', 'A field is marked as identifying a person, or is so no more'],
  ['complexity', 'comparison-cut-short', 'The schemas are too intricate to be compared to the end'],
];

/** A kind of change: its stable code and its sentence. */
export interface ChangeRule {
  readonly code: string;
  readonly sentence: string;
}

const idle: ChangeRule = {
  code: 'annotation-changed',
  sentence: 'What is said about a value changed, not what is valid',
};

const byKeyword: ReadonlyMap<string, ChangeRule> = new Map(
  keywords.map(([keyword, code, sentence]) => [keyword, { code, sentence }]),
);

/** The kind of a change, by the keyword that changed. */
export const changeRuleOf = (keyword: string): ChangeRule => byKeyword.get(keyword) ?? idle;

/** Every kind of change once, by its stable code. */
export const changeRules: readonly ChangeRule[] = [
  ...new Map([...byKeyword.values(), idle].map((rule) => [rule.code, rule])).values(),
];
