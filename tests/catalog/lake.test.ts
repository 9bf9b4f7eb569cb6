import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import catalog from '../../generated/catalog.json' with { type: 'json' };
import siteMeasured from '../../generated/lake/site/site-measured.json' with { type: 'json' };
import lake from '../../generated/lake.json' with { type: 'json' };

const generated = fileURLToPath(new URL('../../generated', import.meta.url));

describe('the lake', () => {
  it('has a table for each event, and an index of them', () => {
    expect(lake.tables.map(({ file }) => file).toSorted()).toEqual(
      globSync('lake/*/*.json', { cwd: generated }).toSorted(),
    );
    expect(lake.tables.length).toBe(catalog.events.length);
    expect(new Set(lake.tables.map(({ name }) => name)).size).toBe(lake.tables.length);
  });

  it.each(lake.tables)('$name keeps to what Glue and Athena allow', ({ name, file }) => {
    const table = JSON.parse(readFileSync(`${generated}/${file}`, 'utf8')) as typeof siteMeasured;
    expect(table.Name).toBe(name);
    expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
    const columns = table.StorageDescriptor.Columns.map((column) => column.Name);
    for (const key of table.PartitionKeys) {
      expect(columns).not.toContain(key.Name);
      expect(table.Parameters).toHaveProperty([`projection.${key.Name}.type`]);
      expect(table.Parameters['storage.location.template']).toContain(`\${${key.Name}}/`);
    }
    for (const { Comment, Type } of table.StorageDescriptor.Columns) {
      expect(Comment.length).toBeLessThanOrEqual(255);
      expect(Type).not.toMatch(/[A-Z]|struct<>/);
    }
  });

  it('marks what identifies a person', () => {
    const read = (path: string): { readonly Parameters: Readonly<Record<string, string>> } =>
      JSON.parse(readFileSync(`${generated}/lake/${path}.json`, 'utf8'));
    expect(read('patient/patient-changed').Parameters['carillon.phi']).toBe(
      'detail.data.after.birthdate,detail.data.after.name,detail.data.before.birthdate,detail.data.before.name',
    );
    expect(read('site/site-measured').Parameters).not.toHaveProperty(['carillon.phi']);
  });
});
