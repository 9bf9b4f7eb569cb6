/** A Hive type, parsed: `struct<a:string,b:array<bigint>>`. */
export type HiveType =
  | { readonly kind: 'scalar'; readonly name: string }
  | { readonly kind: 'array'; readonly items: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly (readonly [name: string, type: HiveType])[] };

interface Parsed<Value> {
  readonly value: Value;
  readonly rest: string;
}

const expect = (text: string, sign: string): string => {
  if (text.startsWith(sign)) return text.slice(sign.length);
  throw new Error(`a Hive type has ${JSON.stringify(text.slice(0, 20))} where ${sign} is expected`);
};

const parseFields = (text: string): Parsed<readonly (readonly [string, HiveType])[]> => {
  const colon = text.indexOf(':');
  const { value: type, rest } = parsePart(text.slice(colon + 1));
  const field = [text.slice(0, colon), type] as const;
  if (!rest.startsWith(',')) return { value: [field], rest };
  const more = parseFields(rest.slice(1));
  return { value: [field, ...more.value], rest: more.rest };
};

const parsePart = (text: string): Parsed<HiveType> => {
  const [name = ''] = /^[a-z]+/.exec(text) ?? [];
  const rest = text.slice(name.length);
  if (!rest.startsWith('<')) return { value: { kind: 'scalar', name }, rest };
  const inner = rest.slice(1);
  if (name === 'struct') {
    const { value: fields, rest: after } = parseFields(inner);
    return { value: { kind: 'struct', fields }, rest: expect(after, '>') };
  }
  const first = parsePart(inner);
  if (name === 'array') return { value: { kind: 'array', items: first.value }, rest: expect(first.rest, '>') };
  const second = parsePart(expect(first.rest, ','));
  return { value: { kind: 'map', key: first.value, value: second.value }, rest: expect(second.rest, '>') };
};

/** @throws Error for what is no Hive type of ours */
export const parseHiveType = (text: string): HiveType => {
  const { value, rest } = parsePart(text);
  if (rest !== '') throw new Error(`a Hive type goes on with ${rest}`);
  return value;
};
