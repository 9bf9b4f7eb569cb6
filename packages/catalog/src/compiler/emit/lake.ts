import { arrayAt, objectAt, stringAt } from '../json.ts';
import { kebabCase } from '../names.ts';
import { pointerTokens } from '../pointer.ts';
import { phiOf } from '../schema/phi-pointers.ts';
import { child, rootOf, type Schemas } from '../schema/schema-node.ts';
import type { CheckedEvent, SchemaFile } from '../stages.ts';
import type { Emitter } from './emitter.ts';
import { columnNames, hiveType } from './lake-names.ts';
import { type LakeType, lakeType, merged, TEXT } from './lake-type.ts';
import { eventPath } from './typescript.ts';

/** What EventBridge wraps around a detail ("Events and event patterns in Amazon EventBridge"), but for the detail. */
const ENVELOPE: readonly (readonly [key: string, comment: string, type?: LakeType])[] = [
  ['version', 'Of the envelope.'],
  ['id', "EventBridge's own id of the delivery; the event is known by detail.metadata.id."],
  ['detail-type', "The event's name."],
  ['source', 'Who published it.'],
  ['account', 'The account of the bus.'],
  ['time', 'When it was published, to the second; when it happened is detail.metadata.occurredAt.'],
  ['region', 'The region of the bus.'],
  ['resources', 'ARNs that the event concerns.', { kind: 'array', items: TEXT }],
];

/** Glue API Reference, Column, `Comment`: at most 255 characters. */
const comment = (text: string): string => (text.length <= 255 ? text : `${text.slice(0, 252)}...`);

const tableName = (event: CheckedEvent): string => kebabCase(event.name).replaceAll('-', '_');

/** Within which span partitions are looked for; Athena lists those that a query's WHERE leaves. */
const CLOCK = {
  'projection.year.type': 'date',
  'projection.year.format': 'yyyy',
  'projection.year.range': '2020,NOW',
  'projection.year.interval': '1',
  'projection.year.interval.unit': 'YEARS',
  ...Object.fromEntries(
    Object.entries({ month: '1,12', day: '1,31', hour: '0,23' }).flatMap(([column, range]) => [
      [`projection.${column}.type`, 'integer'],
      [`projection.${column}.range`, range],
      [`projection.${column}.digits`, '2'],
    ]),
  ),
};

const PARTS = ['year', 'month', 'day', 'hour'];

/** `x-archive: { partitionBy: ["siteId"] }` of an event's schema: fields of its data that come before the time in a key. */
const partitionFields = (schemas: Schemas, event: CheckedEvent): readonly string[] =>
  arrayAt(objectAt(schemas.get(event.file)?.schema, 'x-archive'), 'partitionBy').map(String);

/** `/data/after/name` -> `detail.data.after.name`, with the names of columns. */
const columnOf = (pointer: string, names: ReadonlyMap<string, string>): string =>
  ['detail', ...pointerTokens(pointer).map((token) => (token === '*' ? '[]' : (names.get(token) ?? token)))].join('.');

/** Hive folds names, so each key that is no column name is mapped to; by name alone, whatever the depth. */
const mappings = (names: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...names].filter(([key, name]) => key !== name).map(([key, name]) => [`mapping.${name}`, key] as const),
  );

const sorted = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).toSorted(([one], [other]) => (one < other ? -1 : 1)));

/** The newest version and, behind it, those that the archive may hold as well. */
const versionsOf = (schemas: Schemas, { file, version }: CheckedEvent): readonly SchemaFile[] =>
  Array.from({ length: version }, (_, index) => file.replace(/v\d+\.json$/, `v${version - index}.json`)).flatMap(
    (each) => schemas.get(each) ?? [],
  );

/** Glue's `TableInput` of an event. `{archive}` stands for the bucket, which the catalog does not know. */
const tableOf = (schemas: Schemas, event: CheckedEvent): object => {
  const file = schemas.get(event.file);
  const stored = versionsOf(schemas, event);
  const detail = stored.map((version) => lakeType(schemas, rootOf(version))).reduce(merged);
  const columns = [...ENVELOPE.map(([key, , type = TEXT]) => [key, type] as const), ['detail', detail] as const];
  const names = columnNames(columns);
  const fields = partitionFields(schemas, event);
  const keys = [
    ...fields.map((field) => ({ name: field.toLowerCase(), path: field })),
    ...PARTS.map((name) => ({ name, path: name })),
  ];
  const location = `s3://{archive}/events/type=${event.name}/`;
  const pointers = new Set(stored.flatMap((version) => phiOf(schemas, version)));
  const phi = [...pointers].map((pointer) => columnOf(pointer, names));
  const comments = new Map<string, string>(ENVELOPE.map(([key, said]) => [key, said]));
  const about = file === undefined ? undefined : child(rootOf(file), 'properties', 'data');
  comments.set(
    'detail',
    `${stringAt(about?.schema, 'description') ?? event.description}${phi.length === 0 ? '' : ` PHI: ${phi.join(', ')}`}`,
  );
  return {
    Name: tableName(event),
    Description: event.description,
    TableType: 'EXTERNAL_TABLE',
    Parameters: sorted({
      EXTERNAL: 'TRUE',
      classification: 'json',
      compressionType: 'gzip',
      'carillon.event': event.name,
      'carillon.owner': event.owner,
      ...(phi.length === 0 ? {} : { 'carillon.phi': phi.join(',') }),
      'carillon.schema': event.schemaId,
      'projection.enabled': 'true',
      ...CLOCK,
      ...Object.fromEntries(fields.map((field) => [`projection.${field.toLowerCase()}.type`, 'injected'])),
      'storage.location.template': `${location}${keys.map(({ name, path }) => `${path}=\${${name}}/`).join('')}`,
    }),
    PartitionKeys: keys.map(({ name }) => ({ Name: name, Type: 'string' })),
    StorageDescriptor: {
      Columns: columns.map(([key, type]) => ({
        Name: names.get(key) ?? key,
        Type: hiveType(type, names),
        Comment: comment(comments.get(key) ?? ''),
      })),
      Compressed: true,
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      Location: location,
      SerdeInfo: {
        SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe',
        // Keys are mapped one by one: folding them all would fold those within JSON text as well.
        Parameters: sorted({ 'case.insensitive': 'FALSE', ...mappings(names) }),
      },
    },
  };
};

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** The archive as tables of the Glue Data Catalog, one an event. */
export const lake: Emitter = {
  event: (schemas, event) => ({ [`lake/${eventPath(event)}.json`]: text(tableOf(schemas, event)) }),
  summary: ({ checked }) => ({
    'lake.json': text({
      database: checked.loaded.busName.replaceAll(/[^A-Za-z0-9]/g, '_').toLowerCase(),
      tables: checked.events.map((event) => ({ name: tableName(event), file: `lake/${eventPath(event)}.json` })),
    }),
  }),
};
