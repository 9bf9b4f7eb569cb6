import { isJsonObject, type Json, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { parseCsv } from './csv.ts';
import type { ReaderRequest } from './item-source.ts';
import { operationOutput } from './sdk-shape.ts';

/** The items could not be read; its message becomes the cause of States.ItemReaderFailed. */
class ItemReaderFailure extends Error {}

const listed = async (kernel: Kernel, reader: ReaderRequest, caller: string): Promise<readonly Json[]> => {
  const items: Json[] = [];
  let token: Json | undefined;
  do {
    const input = { ...reader.parameters, ...(token === undefined ? {} : { ContinuationToken: token }) };
    const requestId = kernel.identity.uuid();
    const output = operationOutput(
      's3',
      await kernel.operations.call('s3', 'ListObjectsV2', input, { caller, requestId }),
    );
    if (!isJsonObject(output)) break;
    if (Array.isArray(output.Contents)) items.push(...output.Contents.map(asListed));
    token = output.IsTruncated === true ? output.NextContinuationToken : undefined;
  } while (token !== undefined && items.length < (reader.maxItems || Number.POSITIVE_INFINITY));
  return items;
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

const lines = (text: string): readonly Json[] =>
  text
    .split('\n')
    .filter((each) => each.trim() !== '')
    .map((each) => parseExactJson(each));

const rows = (text: string, { csvHeaders, csvDelimiter }: ReaderRequest): readonly Json[] => {
  const [first = [], ...rest] = parseCsv(text, csvDelimiter);
  const headers = csvHeaders === 'FIRST_ROW' ? first : csvHeaders;
  const records = csvHeaders === 'FIRST_ROW' ? rest : [first, ...rest];
  return records.map((record) => Object.fromEntries(headers.map((header, index) => [header, record[index] ?? ''])));
};

const parsed = (text: string, reader: ReaderRequest): readonly Json[] => {
  if (reader.inputType === 'CSV') return rows(text, reader);
  if (reader.inputType === 'JSONL') return lines(text);
  const value = parseExactJson(text);
  if (Array.isArray(value)) return value;
  throw new ItemReaderFailure('Attempting to map over non-iterable node.');
};

/** @throws ItemReaderFailure, AwsError of S3, SyntaxError when the object is not what InputType says. */
export const readItems = async (kernel: Kernel, reader: ReaderRequest, caller: string): Promise<readonly Json[]> => {
  const items =
    reader.operation === 'listObjectsV2' ? await listed(kernel, reader, caller) : await object(kernel, reader, caller);
  // Recorded: 0 is no limit.
  return reader.maxItems === undefined || reader.maxItems === 0 ? items : items.slice(0, reader.maxItems);
};

const object = async (kernel: Kernel, reader: ReaderRequest, caller: string): Promise<readonly Json[]> => {
  const requestId = kernel.identity.uuid();
  const output = await kernel.operations.call('s3', 'GetObject', reader.parameters, { caller, requestId });
  const { Body: body } = output as { readonly Body?: unknown };
  const text = body instanceof Uint8Array ? Buffer.from(body).toString('utf8') : String(body ?? '');
  return parsed(text.startsWith('\ufeff') ? text.slice(1) : text, reader);
};
