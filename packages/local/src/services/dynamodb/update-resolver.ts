import { typeOf, type ValueType, type WireValue } from './attribute-value.ts';
import { refuseClashingPaths } from './document-path.ts';
import { type Call, invalidExpression, type Operand, type Path, type SetValue, type Update } from './expression.ts';
import type { Placeholders } from './placeholders.ts';
import { parseUpdate } from './update-parser.ts';
import { invalidParameter } from './validation.ts';

const KIND = 'UpdateExpression';

const invalid = (message: string): Error => invalidExpression(KIND, message);

const SPELT: Readonly<Record<ValueType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
  NULL: 'NULL',
  BOOL: 'BOOLEAN',
};

const SETS: readonly ValueType[] = ['SS', 'NS', 'BS'];

const requireLiteral = (operator: string, operand: Operand<WireValue>, type: ValueType): void => {
  if (operand.kind !== 'value' || typeOf(operand.value) === type) return;
  throw invalid(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`,
  );
};

const readCall = (name: string, args: readonly Operand<WireValue>[]): Call<WireValue> => {
  if (name !== 'if_not_exists' && name !== 'list_append') throw invalid(`Invalid function name; function: ${name}`);
  if (args.length !== 2)
    throw invalid(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  if (name === 'if_not_exists' && args[0]?.kind !== 'path')
    throw invalid(`Operator or function requires a document path; operator or function: ${name}`);
  if (name === 'list_append') for (const arg of args) requireLiteral(name, arg, 'L');
  return { kind: 'call', name, args };
};

const operandWith = (placeholders: Placeholders): ((node: Operand<string>) => Operand<WireValue>) => {
  const read = (node: Operand<string>): Operand<WireValue> => {
    if (node.kind === 'path') return { kind: 'path', path: placeholders.path(KIND, node.path) };
    if (node.kind === 'value') return { kind: 'value', value: placeholders.value(KIND, node.value) };
    return readCall(node.name, node.args.map(read));
  };
  return read;
};

const setValueWith = (placeholders: Placeholders) => {
  const operand = operandWith(placeholders);
  return (node: SetValue<string>): SetValue<WireValue> => {
    if (node.kind !== 'sum') return operand(node);
    const [left, right] = [operand(node.left), operand(node.right)];
    for (const each of [left, right]) requireLiteral(node.sign, each, 'N');
    return { ...node, left, right };
  };
};

const requireOneOf = (operator: 'ADD' | 'DELETE', operand: Operand<WireValue>, types: readonly ValueType[]): void => {
  if (operand.kind !== 'value' || types.includes(typeOf(operand.value))) return;
  throw invalid(
    `Incorrect operand type for operator or function; operator: ${operator}, operand type: ${SPELT[typeOf(operand.value)]}`,
  );
};

/** Every path that the update writes. */
export const pathsOf = (update: Update<WireValue>): readonly Path[] => [
  ...update.set.map(({ path }) => path),
  ...update.remove,
  ...update.add.map(({ path }) => path),
  ...update.delete.map(({ path }) => path),
];

/** Parsed, its placeholders in place, its operands judged. @throws AwsError ValidationException */
export const readUpdate = (source: string, placeholders: Placeholders): Update<WireValue> => {
  const parsed = parseUpdate(source);
  const at = (path: Path): Path => placeholders.path(KIND, path);
  const [operand, setValue] = [operandWith(placeholders), setValueWith(placeholders)];
  const update: Update<WireValue> = {
    set: parsed.set.map(({ path, value }) => ({ path: at(path), value: setValue(value) })),
    remove: parsed.remove.map(at),
    add: parsed.add.map(({ path, value }) => ({ path: at(path), value: operand(value) })),
    delete: parsed.delete.map(({ path, value }) => ({ path: at(path), value: operand(value) })),
  };
  refuseClashingPaths(KIND, pathsOf(update));
  for (const { value } of update.add) requireOneOf('ADD', value, ['N', ...SETS]);
  for (const { value } of update.delete) requireOneOf('DELETE', value, SETS);
  return update;
};

/** @throws AwsError ValidationException when a key attribute is among what the update writes. */
export const refuseKeyUpdates = (update: Update<WireValue>, keyAttributes: readonly string[]): void => {
  const touched = pathsOf(update).find(([head]) => keyAttributes.includes(String(head)));
  if (touched !== undefined)
    throw invalidParameter(`Cannot update attribute ${touched[0]}. This attribute is part of the key`);
};
