import { gunzipSync } from 'node:zlib';
import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { csvRecords } from './csv.ts';
import type { ReaderRequest } from './item-source.ts';
import { operationOutput } from './sdk-shape.ts';

/** The items could not be read; its message becomes the cause of States.ItemReaderFailed. */
class ItemReaderFailure extends Error {}

interface Source {
  readonly kernel: Kernel;
  readonly reader: ReaderRequest;
  readonly caller: string;
}

const call = ({ kernel, caller }: Source, operation: string, input: unknown): Promise<unknown> =>
  kernel.operations.call('s3', operation, input, { caller, requestId: kernel.identity.uuid() });

const bytesOf = async (source: Source, parameters: JsonObject): Promise<Uint8Array> => {
  const { Body: body } = (await call(source, 'GetObject', parameters)) as { readonly Body?: unknown };
  return body instanceof Uint8Array ? body : Buffer.from(String(body ?? ''), 'utf8');
};

const textOf = async (source: Source, parameters: JsonObject): Promise<string> => {
  const text = Buffer.from(await bytesOf(source, parameters)).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
};

/** Map state, "ItemReader": the list's items have `Etag` and a `LastModified` in epoch seconds. */
const asListed = (object: Json): Json => {
  if (!isJsonObject(object)) return object;
  const { ETag: tag, LastModified: modified, ...rest } = object;
  return {
    ...(tag === undefined ? {} : { Etag: tag }),
    ...rest,
    ...(typeof modified === 'string' ? { LastModified: Math.floor(Date.parse(modified) / 1000) } : {}),
  };
};

async function* listed(source: Source): AsyncGenerator<Json> {
  let token: Json | undefined;
  do {
    const input = { ...source.reader.parameters, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const output = operationOutput('s3', await call(source, 'ListObjectsV2', input));
    if (!isJsonObject(output)) return;
    if (Array.isArray(output.Contents)) yield* output.Contents.map(asListed);
    token = output.IsTruncated === true ? output.NextContinuationToken : undefined;
  } while (token !== undefined);
}

function* lines(text: string): Generator<Json> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end);
    if (line.trim() !== '') yield parseExactJson(line);
    from = end < 0 ? text.length : end + 1;
  }
}

const checkedHeaders = (headers: readonly string[]): readonly string[] => {
  if (new Set(headers).size < headers.length) throw new ItemReaderFailure('CSV headers cannot contain duplicates.');
  return headers;
};

function* rows(text: string, given: readonly string[] | 'FIRST_ROW', delimiter: string): Generator<Json> {
  let headers = given === 'FIRST_ROW' ? undefined : checkedHeaders(given);
  for (const record of csvRecords(text, delimiter)) {
    if (headers === undefined) headers = checkedHeaders(record);
    else yield Object.fromEntries(headers.map((header, index) => [header, record[index] ?? '']));
  }
}

/** A list in a JSON document: the whole of it, or what ItemsPointer leads to. */
const listIn = (text: string, pointer: string | undefined): readonly Json[] => {
  let value: Json | undefined = parseExactJson(text);
  for (const token of pointer === undefined ? [] : pointer.split('/').slice(1)) {
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
    value = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  if (Array.isArray(value)) return value;
  throw new ItemReaderFailure('Attempting to map over non-iterable node.');
};

const bucketOf = (arn: Json | undefined): string => String(arn ?? '').replace(/^arn:[^:]+:s3:::/, '');

/** An S3 inventory: its manifest names gzipped CSV files, and the columns in them. */
async function* inventory(source: Source): AsyncGenerator<Json> {
  const manifest = parseExactJson(await textOf(source, source.reader.parameters));
  if (!isJsonObject(manifest) || !Array.isArray(manifest.files))
    throw new ItemReaderFailure('The manifest is not one of an S3 inventory.');
  const { fileFormat = 'CSV', fileSchema, destinationBucket } = manifest;
  if (fileFormat !== 'CSV')
    throw new ItemReaderFailure(`The inventory's file format ${fileFormat} is not read: use CSV.`);
  const headers = String(fileSchema)
    .split(',')
    .map((header) => header.trim());
  for (const file of manifest.files as readonly Json[]) {
    const key = isJsonObject(file) ? String(file.key) : '';
    const bytes = await bytesOf(source, { Bucket: bucketOf(destinationBucket), Key: key });
    yield* rows(gunzipSync(bytes).toString('utf8'), headers, ',');
  }
}

async function* itemsIn(source: Source): AsyncGenerator<Json> {
  const { reader } = source;
  if (reader.operation === 'listObjectsV2') return yield* listed(source);
  if (reader.inputType === 'MANIFEST') return yield* inventory(source);
  const text = await textOf(source, reader.parameters);
  if (reader.inputType === 'CSV') yield* rows(text, reader.csvHeaders, reader.csvDelimiter);
  else if (reader.inputType === 'JSONL') yield* lines(text);
  else yield* listIn(text, reader.itemsPointer);
}

/** Items of one chunk: as many as a turn of the event loop reads. */
const CHUNK = 200;

/**
 * The items of a Map run in chunks, the last one perhaps empty; the first `from` are left out.
 * @throws ItemReaderFailure, AwsError of S3, SyntaxError when the object is not what InputType says.
 */
export async function* readItems(
  source: Source,
  from: number,
): AsyncGenerator<{ readonly items: readonly Json[]; readonly last: boolean }> {
  // Recorded: 0 is no limit.
  const most = source.reader.maxItems || Number.POSITIVE_INFINITY;
  let items: Json[] = [];
  let index = 0;
  for await (const item of itemsIn(source)) {
    if (index >= most) break;
    index += 1;
    if (index <= from) continue;
    items.push(item);
    if (items.length < CHUNK) continue;
    yield { items, last: false };
    items = [];
  }
  yield { items, last: true };
}
