import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../kernel/operations.ts';
import { world } from './test-world.ts';

type Input = Readonly<Record<string, unknown>>;

const operation = (run: (input: Input) => unknown): Operation<never, unknown> => ({ needs: () => [], run });

/** A bucket in memory; pages of two objects. */
const bucketOf = (made: ReturnType<typeof world>, objects: Map<string, Uint8Array | string>): void =>
  made.kernel.operations.register('s3', {
    GetObject: operation(({ Key }) => ({ Body: Buffer.from(objects.get(String(Key)) ?? '') })),
    PutObject: operation(({ Key, Body }) => {
      objects.set(String(Key), Buffer.from(Body as Uint8Array).toString());
      return {};
    }),
    ListObjectsV2: operation(({ ContinuationToken }) => {
      const keys = [...objects.keys()].sort();
      const from = Number(ContinuationToken ?? 0);
      return {
        Contents: keys.slice(from, from + 2).map((Key) => ({ Key, ETag: `"${Key}"`, LastModified: new Date(1_000) })),
        IsTruncated: from + 2 < keys.length,
        NextContinuationToken: String(from + 2),
      };
    }),
  });

const run = async (map: object, objects: Map<string, Uint8Array | string>, input: unknown = {}) => {
  const definition = {
    StartAt: 'M',
    States: {
      M: {
        Type: 'Map',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'P',
          States: { P: { Type: 'Pass', End: true } },
        },
        End: true,
        ...map,
      },
    },
  };
  const made = world({}, {}, definition);
  bucketOf(made, objects);
  const { executionArn } = await made.call('StartExecution', {
    stateMachineArn: made.arn,
    input: JSON.stringify(input),
  });
  for (let turns = 0; turns < 40; turns += 1) await made.kernel.clock.advance(0);
  const described = await made.call('DescribeExecution', { executionArn });
  expect(made.kernel.reported).toEqual([]);
  return {
    ...made,
    described,
    output: described.output === undefined ? undefined : JSON.parse(String(described.output)),
  };
};

const reader = (config: object, resource = 'getObject') => ({
  ItemReader: {
    Resource: `arn:aws:states:::s3:${resource}`,
    ReaderConfig: config,
    Parameters: { Bucket: 'b', ...(resource === 'getObject' ? { Key: 'k' } : {}) },
  },
});

describe('an ItemReader', () => {
  it.each([
    ['JSON', { InputType: 'JSON' }, '[1,{"a":2}]', [1, { a: 2 }]],
    ['JSON below a pointer', { InputType: 'JSON', ItemsPointer: '/of/items' }, '{"of":{"items":[1,2]}}', [1, 2]],
    ['JSON lines', { InputType: 'JSONL' }, '{"a":1}\n\n{"a":2}\n', [{ a: 1 }, { a: 2 }]],
    [
      'CSV',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      'a,b\n1,"x,y"\n2,z\n',
      [
        { a: '1', b: 'x,y' },
        { a: '2', b: 'z' },
      ],
    ],
    [
      'CSV with given headers and delimiter',
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['p', 'q'], CSVDelimiter: 'PIPE' },
      '1|2\n3|4',
      [
        { p: '1', q: '2' },
        { p: '3', q: '4' },
      ],
    ],
    ['at most MaxItems', { InputType: 'JSON', MaxItems: 2 }, '[1,2,3]', [1, 2]],
    ['all, for MaxItems 0', { InputType: 'JSON', MaxItems: 0 }, '[1,2,3]', [1, 2, 3]],
  ])('reads %s', async (_, config, text, items) => {
    const { output } = await run(reader(config), new Map([['k', text]]));
    expect(output).toEqual(items);
  });

  it.each([
    ['an object', { InputType: 'JSON' }, '{"a":1}', 'Attempting to map over non-iterable node.'],
    [
      'headers twice',
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
      'a,a\n1,2',
      'CSV headers cannot contain duplicates.',
    ],
  ])('fails of %s with States.ItemReaderFailed', async (_, config, text, cause) => {
    const { described } = await run(reader(config), new Map([['k', text]]));
    expect(described).toMatchObject({ status: 'FAILED', error: 'States.ItemReaderFailed', cause });
  });

  it('lists the objects of a bucket, page by page', async () => {
    const objects = new Map([
      ['a', ''],
      ['b', ''],
      ['c', ''],
    ]);
    const { output } = await run(reader({}, 'listObjectsV2'), objects);
    expect(output).toEqual(['a', 'b', 'c'].map((Key) => ({ Etag: `"${Key}"`, Key, LastModified: 1 })));
  });

  it('reads the files of an S3 inventory', async () => {
    const manifest = {
      fileFormat: 'CSV',
      fileSchema: 'Bucket, Key, Size',
      destinationBucket: 'arn:aws:s3:::b',
      files: [{ key: 'one.csv.gz' }, { key: 'two.csv.gz' }],
    };
    const objects = new Map<string, Uint8Array | string>([
      ['k', JSON.stringify(manifest)],
      ['one.csv.gz', gzipSync('"b","x","1"\n"b","y","2"\n')],
      ['two.csv.gz', gzipSync('"b","z","3"\n')],
    ]);
    const { output } = await run(reader({ InputType: 'MANIFEST' }), objects);
    expect(output).toEqual([
      { Bucket: 'b', Key: 'x', Size: '1' },
      { Bucket: 'b', Key: 'y', Size: '2' },
      { Bucket: 'b', Key: 'z', Size: '3' },
    ]);
  });

  it('reads 1,000 items in parts, between which others go on', async () => {
    const text = Array.from({ length: 1_000 }, (_, n) => `${n}\n`).join('');
    const { output } = await run(reader({ InputType: 'JSONL' }), new Map([['k', text]]));
    expect(output).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });
});

describe('an ItemBatcher', () => {
  it('gives each child so many items, with the input of the batch', async () => {
    const { output } = await run(
      { ItemBatcher: { MaxItemsPerBatch: 2, BatchInput: { 'of.$': '$.of' } }, ItemsPath: '$.items' },
      new Map(),
      { of: 'x', items: [1, 2, 3] },
    );
    expect(output).toEqual([
      { BatchInput: { of: 'x' }, Items: [1, 2] },
      { BatchInput: { of: 'x' }, Items: [3] },
    ]);
  });

  it('gives each child items of so many bytes', async () => {
    const items = ['a'.repeat(100), 'b'.repeat(100), 'c'.repeat(100)];
    const { output } = await run({ ItemBatcher: { MaxInputBytesPerBatch: 230 } }, new Map(), items);
    expect(output).toEqual([{ Items: items.slice(0, 2) }, { Items: items.slice(2) }]);
  });
});

describe('a ResultWriter', () => {
  const writer = (config?: object) => ({
    ResultWriter: {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'b', Prefix: 'results' },
      ...(config === undefined ? {} : { WriterConfig: config }),
    },
  });

  it('writes what became of each child, and a manifest', async () => {
    const objects = new Map<string, string>();
    const { output, call } = await run(writer(), objects, [1, 2]);
    const { MapRunArn: mapRunArn, ResultWriterDetails } = output as { MapRunArn: string; ResultWriterDetails: object };
    const folder = `results/${mapRunArn.split(':').at(-1)}`;
    expect(ResultWriterDetails).toEqual({ Bucket: 'b', Key: `${folder}/manifest.json` });
    const succeeded = String(objects.get(`${folder}/SUCCEEDED_0.json`));
    expect(JSON.parse(String(objects.get(`${folder}/manifest.json`)))).toEqual({
      DestinationBucket: 'b',
      MapRunArn: mapRunArn,
      ResultFiles: {
        FAILED: [],
        PENDING: [],
        SUCCEEDED: [{ Key: `${folder}/SUCCEEDED_0.json`, Size: succeeded.length }],
      },
    });
    expect(JSON.parse(succeeded)).toMatchObject([
      { Input: '1', Output: '1', Status: 'SUCCEEDED' },
      { Input: '2', Output: '2', Status: 'SUCCEEDED' },
    ]);
    expect(await call('DescribeMapRun', { mapRunArn })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it.each([
    [{ Transformation: 'COMPACT', OutputType: 'JSON' }, 'json', '[[1],[2,3]]'],
    [{ Transformation: 'FLATTEN', OutputType: 'JSONL' }, 'jsonl', '1\n2\n3\n'],
  ])('writes outputs alone as %j', async (config, ending, text) => {
    const objects = new Map<string, string>();
    await run(writer(config), objects, [[1], [2, 3]]);
    expect([...objects].find(([key]) => key.endsWith(`SUCCEEDED_0.${ending}`))?.[1]).toBe(text);
  });

  it('fails the run when it cannot write', async () => {
    const full = new Map<string, string>();
    full.set = () => {
      throw new Error('no room');
    };
    const { described } = await run(writer(), full, [1]);
    expect(described).toMatchObject({ status: 'FAILED', error: 'States.ResultWriterFailed', cause: 'no room' });
  });

  it('without a bucket flattens the result of the state', async () => {
    const { output } = await run({ ResultWriter: { WriterConfig: { Transformation: 'FLATTEN' } } }, new Map(), [
      [1],
      [2, 3],
    ]);
    expect(output).toEqual([1, 2, 3]);
  });
});
