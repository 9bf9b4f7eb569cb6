import { describe, expect, it } from 'vitest';
import type { Json } from '../kernel/json.ts';
import { referencesOf, resolve, type Scope } from './intrinsics.ts';

const refs: Readonly<Record<string, string>> = {
  Table: 'table-1',
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
};
const attributes: Readonly<Record<string, string>> = { 'Table.Arn': 'arn:t', 'Table.Nested.Name': 'deep' };

const scope: Scope = {
  ref: (name) => refs[name],
  attribute: (id, attribute) => attributes[`${id}.${attribute}`],
  imported: (name) => (name === 'Data:Table' ? 'imported' : undefined),
  condition: (name) => name === 'Yes',
  mapped: (map, first, second) => (map === 'M' && first === 'a' && second === 'b' ? 7 : undefined),
};

/** CloudFormation User Guide, "Intrinsic function reference". */
const cases: readonly (readonly [what: string, template: Json, value: Json])[] = [
  ['Ref', { Ref: 'Table' }, 'table-1'],
  ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'us-east-1'],
  ['Fn::GetAtt as a list', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:t'],
  ['Fn::GetAtt as a text with a nested attribute', { 'Fn::GetAtt': 'Table.Nested.Name' }, 'deep'],
  ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }, 3]] }, 'a-table-1-3'],
  ['Fn::Sub', { 'Fn::Sub': 'x-${Table}-${Table.Arn}-${!Literal}' }, 'x-table-1-arn:t-${Literal}'],
  [
    'Fn::Sub with names of its own',
    { 'Fn::Sub': ['${Own}/${Table}', { Own: { Ref: 'AWS::Region' } }] },
    'us-east-1/table-1',
  ],
  ['Fn::Select of Fn::Split', { 'Fn::Select': [1, { 'Fn::Split': ['-', { Ref: 'Table' }] }] }, '1'],
  ['Fn::If', { a: { 'Fn::If': ['Yes', 1, 2] }, b: { 'Fn::If': ['No', 1, 2] } }, { a: 1, b: 2 }],
  ['AWS::NoValue takes the property out', { a: { 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, b: 1 }, { b: 1 }],
  ['AWS::NoValue takes the item out', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
  [
    'Fn::Equals, And, Or, Not',
    {
      'Fn::And': [
        { 'Fn::Or': [{ Condition: 'No' }, { Condition: 'Yes' }] },
        { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] },
      ],
    },
    true,
  ],
  ['Fn::ImportValue', { 'Fn::ImportValue': 'Data:Table' }, 'imported'],
  ['Fn::FindInMap', { 'Fn::FindInMap': ['M', 'a', 'b'] }, 7],
  ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
];

describe('intrinsic functions', () => {
  it.each(cases)('%s', (_, template, value) => expect(resolve(template, scope)).toEqual(value));

  it.each<[string, Json]>([
    ['an unknown Ref', { Ref: 'Nobody' }],
    ['an unknown attribute', { 'Fn::GetAtt': ['Table', 'Nothing'] }],
    ['a function that is not executed', { 'Fn::GetAZs': '' }],
  ])('refuses %s with a mend', (_, template) => {
    expect(() => resolve(template, scope)).toThrow(expect.objectContaining({ mend: expect.any(String) }));
  });

  it('finds every reference, however deep', () => {
    const template = { a: [{ Ref: 'A' }], b: { 'Fn::Sub': ['${B.Arn}${C}', {}] }, c: { 'Fn::GetAtt': ['D', 'Arn'] } };
    expect(referencesOf(template).toSorted()).toEqual(['A', 'B', 'C', 'D']);
  });
});
