import type { LakeType } from './lake-type.ts';

const keysOf = (type: LakeType): readonly string[] => {
  if (type.kind === 'array') return keysOf(type.items);
  if (type.kind === 'map') return keysOf(type.values);
  if (type.kind === 'struct') return [...type.fields].flatMap(([key, field]) => [key, ...keysOf(field)]);
  return [];
};

const folded = (key: string): string => key.toLowerCase().replaceAll(/[^a-z0-9_]/g, '_');

/**
 * Column names by JSON key, for a whole table: lower case, as Hive folds names, and letters, digits and `_` only. Two keys
 * that would fold into one get numbers; a key that is a column name as it stands keeps it. One name means one key in all
 * of a table, for the SerDe's mapping is by name, whatever the depth.
 */
export const columnNames = (types: Iterable<readonly [key: string, type: LakeType]>): ReadonlyMap<string, string> => {
  const keys = new Set([...types].flatMap(([key, type]) => [key, ...keysOf(type)]));
  const names = new Map([...keys].filter((key) => folded(key) === key).map((key) => [key, key]));
  const taken = new Set(names.values());
  for (const key of [...keys].filter((each) => !names.has(each)).sort()) {
    let name = folded(key);
    for (let nth = 2; taken.has(name); nth += 1) name = `${folded(key)}_${nth}`;
    taken.add(name);
    names.set(key, name);
  }
  return names;
};

/** `struct<runid:string,files:array<bigint>>`. */
export const hiveType = (type: LakeType, names: ReadonlyMap<string, string>): string => {
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'array':
      return `array<${hiveType(type.items, names)}>`;
    case 'map':
      return `map<string,${hiveType(type.values, names)}>`;
    case 'struct': {
      const fields = [...type.fields].map(([key, field]) => `${names.get(key) ?? key}:${hiveType(field, names)}`);
      return `struct<${fields.join(',')}>`;
    }
  }
};
