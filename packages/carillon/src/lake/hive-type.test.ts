import { describe, expect, it } from 'vitest';
import { duckType, renamed } from './duck-type.ts';
import { parseHiveType } from './hive-type.ts';

describe('a Hive type', () => {
  it.each([
    ['bigint', 'BIGINT'],
    ['array<array<string>>', 'VARCHAR[][]'],
    ['map<string,struct<a:double>>', 'MAP(VARCHAR, STRUCT("a" DOUBLE))'],
    [
      'struct<a:string,b:struct<c:boolean>,d:array<bigint>>',
      'STRUCT("a" VARCHAR, "b" STRUCT("c" BOOLEAN), "d" BIGINT[])',
    ],
  ])('%s is %s in DuckDB', (hive, duck) => {
    expect(duckType(parseHiveType(hive), (name) => name)).toBe(duck);
  });

  it.each(['struct<a:string', 'array<string>>', 'map<string>'])('%s is refused', (text) => {
    expect(() => parseHiveType(text)).toThrow('a Hive type');
  });

  it('is read by its JSON keys and kept by its column names', () => {
    const type = parseHiveType('array<struct<run_id:string>>');
    const keys = new Map([['run_id', 'runId']]);
    expect(duckType(type, (name) => keys.get(name) ?? name)).toBe('STRUCT("runId" VARCHAR)[]');
    expect(renamed('x', type, keys)).toBe(
      `list_transform(x, lambda x0: CASE WHEN x0 IS NULL THEN NULL ELSE struct_pack("run_id" := struct_extract(x0, 'runId')) END)`,
    );
  });
});
