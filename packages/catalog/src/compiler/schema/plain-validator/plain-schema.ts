import type { JsonScalar } from '../../json.ts';

/** A schema whose validator we write ourselves, with its keywords in the order in which Ajv looks at them. */
export type Plain = Anything | Reference | Typed;

/** `{}`: nothing is asked. */
export interface Anything {
  readonly kind: 'anything';
}

/** A shared file, whose function is imported. */
export interface Reference {
  readonly kind: 'reference';
  readonly file: string;
}

export interface Typed {
  readonly kind: 'typed';
  readonly type: Type | undefined;
  readonly constant: { readonly value: JsonScalar } | undefined;
  readonly allowed: readonly JsonScalar[] | undefined;
  /** The keywords of one type of data, which Ajv asks behind one test of that type; undefined if there are none. */
  readonly rules: Rules | undefined;
}

export type Type = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'array' | 'object';

export type Rules = OfNumbers | OfTexts | OfLists | OfObjects;

export interface Limit {
  readonly keyword: string;
  readonly limit: number;
}

export interface OfNumbers {
  readonly of: 'number';
  readonly limits: readonly Limit[];
}

export interface OfTexts {
  readonly of: 'string';
  readonly limits: readonly Limit[];
  readonly pattern: string | undefined;
  readonly format: string | undefined;
}

export interface OfLists {
  readonly of: 'array';
  readonly limits: readonly Limit[];
  readonly items: Plain | undefined;
}

export interface OfObjects {
  readonly of: 'object';
  readonly required: readonly string[];
  /** What `additionalProperties` says; undefined if it is not there. */
  readonly isOpen: boolean | undefined;
  readonly properties: readonly (readonly [string, Plain])[];
  readonly union: Union | undefined;
}

/** A `oneOf` whose branches are told apart by a tag. */
export interface Union {
  readonly tag: string;
  readonly branches: readonly { readonly value: string; readonly schema: Plain }[];
}
