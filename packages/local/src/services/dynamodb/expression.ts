import type { AwsError } from '../../kernel/errors.ts';
import { validationError } from './validation.ts';

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

/** An attribute name or an index into a list, from the item inwards: `a.b[2]` is ['a', 'b', 2]. */
export type Path = readonly (string | number)[];

/** `V` is a placeholder's text (`:v`) as parsed, the value itself once resolved. */
export type Operand<V> =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: V }
  | Call<V>;

export interface Call<V> {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Operand<V>[];
}

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition<V> =
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Operand<V>; readonly right: Operand<V> }
  | { readonly kind: 'between'; readonly operand: Operand<V>; readonly low: Operand<V>; readonly high: Operand<V> }
  | { readonly kind: 'in'; readonly operand: Operand<V>; readonly options: readonly Operand<V>[] }
  | { readonly kind: 'and' | 'or'; readonly left: Condition<V>; readonly right: Condition<V> }
  | { readonly kind: 'not'; readonly condition: Condition<V> }
  | Call<V>;

/** `left + right` or `left - right`. */
interface Sum<V> {
  readonly kind: 'sum';
  readonly sign: '+' | '-';
  readonly left: Operand<V>;
  readonly right: Operand<V>;
}

export type SetValue<V> = Operand<V> | Sum<V>;

/** The four clauses of an update, each at most once (Developer Guide, "Using update expressions in DynamoDB"). */
export interface Update<V> {
  readonly set: readonly { readonly path: Path; readonly value: SetValue<V> }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: Operand<V> }[];
  readonly delete: readonly { readonly path: Path; readonly value: Operand<V> }[];
}

export const invalidExpression = (kind: ExpressionKind, message: string): AwsError =>
  validationError(`Invalid ${kind}: ${message}`);

/** As AWS prints a path in its messages: [a, [1], b]. */
export const showPath = (path: Path): string =>
  `[${path.map((element) => (typeof element === 'number' ? `[${element}]` : element)).join(', ')}]`;
