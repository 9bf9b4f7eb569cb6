import { describe, expect, it } from 'vitest';
import { ordersApplication, ordersEnvironment, type Resource, synthesizedOrders } from '../fixture/synthesized.ts';
import type { LakeSettings } from './environment.ts';

const application = await ordersApplication();
const resourcesWith = (lake?: LakeSettings): readonly Resource[] =>
  Object.values(
    synthesizedOrders(application, { ...ordersEnvironment(), ...(lake === undefined ? {} : { lake }) }).resources,
  );

interface Table {
  readonly DatabaseName: string;
  readonly TableInput: {
    readonly Name: string;
    readonly Parameters: Readonly<Record<string, unknown>>;
    readonly StorageDescriptor: { readonly Location: unknown; readonly SerdeInfo: Readonly<Record<string, unknown>> };
  };
}

const tablesOf = (resources: readonly Resource[]): readonly Table[] =>
  resources.filter(({ Type }) => Type === 'AWS::Glue::Table').map(({ Properties }) => Properties as unknown as Table);

const plain = resourcesWith();

describe('the lake', () => {
  it('has a table for each of the catalog, where the archive keeps its events', () => {
    const [table, ...more] = tablesOf(plain);
    expect(more).toEqual([]);
    expect(table?.TableInput.Name).toBe('order_placed');
    const template = JSON.stringify(table?.TableInput.Parameters['storage.location.template']);
    expect(template).toContain('/events/type=OrderPlaced/shop=${!shop}/year=${!year}/');
    expect(table?.TableInput.Parameters).toMatchObject({ 'projection.shop.type': 'injected' });
  });

  it('lists the values of a partition that the environment knows, and begins in its year', () => {
    const [table] = tablesOf(resourcesWith({ partitions: { shop: ['a', 'b'], moon: ['x'] }, fromYear: 2026 }));
    expect(table?.TableInput.Parameters).toMatchObject({
      'projection.shop.type': 'enum',
      'projection.shop.values': 'a,b',
      'projection.year.range': '2026,NOW',
    });
    expect(JSON.stringify(table)).not.toContain('moon');
  });

  it('reads a Parquet copy where the environment has one', () => {
    const [table] = tablesOf(resourcesWith({ parquet: true }));
    expect(table?.TableInput.Parameters).toMatchObject({ classification: 'parquet' });
    expect(table?.TableInput.Parameters).not.toHaveProperty('compressionType');
    expect(JSON.stringify(table?.TableInput.StorageDescriptor)).toContain('ParquetHiveSerDe');
    expect(JSON.stringify(table?.TableInput.StorageDescriptor.Location)).toContain('/parquet/type=OrderPlaced/');
  });

  it('is queried through one workgroup, whose encryption, result location and scan limit no query can override', () => {
    const [group] = plain.filter(({ Type }) => Type === 'AWS::Athena::WorkGroup');
    expect(group?.Properties.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 10_000_000_000,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
    });
  });

  it('deletes query results after a week', () => {
    const rules = plain
      .filter(({ Type }) => Type === 'AWS::S3::Bucket')
      .map(({ Properties }) => JSON.stringify(Properties.LifecycleConfiguration));
    expect(rules.filter((rule) => rule.includes('"ExpirationInDays":7'))).toHaveLength(1);
  });
});
