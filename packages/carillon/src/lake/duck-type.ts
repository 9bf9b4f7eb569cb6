import type { HiveType } from './hive-type.ts';

/** JSON keys by column name, where they differ. */
export type Keys = ReadonlyMap<string, string>;

const SCALARS: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  bigint: 'BIGINT',
  double: 'DOUBLE',
  boolean: 'BOOLEAN',
};

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** DuckDB's type for a Hive type, its fields called by `nameOf`: by JSON key to read, by column name to keep. */
export const duckType = (type: HiveType, nameOf: (column: string) => string): string => {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.name] ?? 'VARCHAR';
    case 'array':
      return `${duckType(type.items, nameOf)}[]`;
    case 'map':
      return `MAP(${duckType(type.key, nameOf)}, ${duckType(type.value, nameOf)})`;
    case 'struct': {
      const fields = type.fields.map(([name, field]) => `${quoted(nameOf(name))} ${duckType(field, nameOf)}`);
      return `STRUCT(${fields.join(', ')})`;
    }
  }
};

const hasStruct = (type: HiveType): boolean => {
  if (type.kind === 'array') return hasStruct(type.items);
  return type.kind === 'map' ? hasStruct(type.value) : type.kind === 'struct';
};

/** The same value under column names: a struct that is missing stays missing. */
export const renamed = (expression: string, type: HiveType, keys: Keys, depth = 0): string => {
  if (!hasStruct(type)) return expression;
  const item = `x${depth}`;
  switch (type.kind) {
    case 'array':
      return `list_transform(${expression}, lambda ${item}: ${renamed(item, type.items, keys, depth + 1)})`;
    case 'map': {
      const value = renamed(`${item}.value`, type.value, keys, depth + 1);
      const entries = `list_transform(map_entries(${expression}), lambda ${item}: struct_pack(k := ${item}.key, v := ${value}))`;
      return `map_from_entries(${entries})`;
    }
    case 'struct': {
      const fields = type.fields.map(([name, field]) => {
        const inner = `struct_extract(${expression}, ${literal(keys.get(name) ?? name)})`;
        return `${quoted(name)} := ${renamed(inner, field, keys, depth)}`;
      });
      return `CASE WHEN ${expression} IS NULL THEN NULL ELSE struct_pack(${fields.join(', ')}) END`;
    }
    default:
      return expression;
  }
};
