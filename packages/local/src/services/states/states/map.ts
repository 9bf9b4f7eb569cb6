import { isJsonObject } from '../../../kernel/json.ts';
import { handled, numberField, pathField, template } from '../compile-fields.ts';
import type { Fields } from '../definition-fault.ts';
import type { ItemBatcher, ItemReader, JsonataItems, MapState, ResultWriter } from '../machine.ts';
import { jsonataText } from '../query/template.ts';
import type { Common, Surroundings } from '../surroundings.ts';

const PROCESSOR = new Set([
  'ProcessorConfig',
  'StartAt',
  'States',
  'Comment',
  'QueryLanguage',
  'TimeoutSeconds',
  'Version',
]);
const CONFIG = new Set(['Mode', 'ExecutionType']);
const LONGEST_LABEL = 40;

type Distributed = MapState['distributed'];

/** Characters that a label, being part of ARNs, must not have (Map state, "Label"). */
const BAD_LABEL = /[\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]/u;

const label = (fields: Fields, name: string): string => {
  const written = fields.text('Label');
  if (written === undefined) return name.replaceAll(new RegExp(BAD_LABEL, 'gu'), '').slice(0, LONGEST_LABEL);
  if (written.length > LONGEST_LABEL) fields.fault('Label', `Label cannot exceed ${LONGEST_LABEL} characters`);
  const bad = BAD_LABEL.exec(written)?.[0];
  if (bad !== undefined) fields.fault('Label', `Label contains invalid character: '${bad}'`);
  return written;
};

const distributed = (fields: Fields, processor: Fields, name: string): Distributed => {
  const config = processor.inner('ProcessorConfig');
  config?.only(CONFIG, 'in a ProcessorConfig');
  const mode = config?.text('Mode') ?? 'INLINE';
  if (mode !== 'INLINE' && mode !== 'DISTRIBUTED') config?.fault('Mode', 'Value must be one of DISTRIBUTED, INLINE');
  if (mode !== 'DISTRIBUTED') {
    if (fields.has('Label')) label(fields, name);
    return undefined;
  }
  const type = config?.text('ExecutionType') ?? 'STANDARD';
  if (type !== 'STANDARD' && type !== 'EXPRESS')
    config?.fault('ExecutionType', 'Value must be one of STANDARD, EXPRESS');
  return { label: label(fields, name), executionType: type === 'EXPRESS' ? 'EXPRESS' : 'STANDARD' };
};

const READER = new Set(['Resource', 'Parameters', 'Arguments', 'ReaderConfig']);
const READER_CONFIG = new Set([
  'InputType',
  'CSVHeaderLocation',
  'CSVHeaders',
  'CSVDelimiter',
  'MaxItems',
  'MaxItemsPath',
  'ItemsPointer',
  'ManifestType',
]);
const DELIMITERS: Readonly<Record<string, string>> = { COMMA: ',', PIPE: '|', SEMICOLON: ';', SPACE: ' ', TAB: '\t' };
const READS = /^arn:[^:]+:states:::s3:(getObject|listObjectsV2)$/;

const csvHeaders = (config: Fields | undefined): readonly string[] | 'FIRST_ROW' =>
  config?.text('CSVHeaderLocation') === 'GIVEN' ? config.list('CSVHeaders').map(String) : 'FIRST_ROW';

const inputType = (config: Fields | undefined): ItemReader['inputType'] => {
  const written = config?.text('InputType');
  if (written === undefined || written === 'JSON' || written === 'JSONL' || written === 'CSV') return written;
  const manifest = config?.text('ManifestType') ?? 'S3_INVENTORY';
  if (written === 'MANIFEST' && manifest === 'S3_INVENTORY') return written;
  return config?.fault('InputType', `InputType ${written}: use JSON, JSONL, CSV or an S3 inventory`, 'NOT_EXECUTED');
};

const itemReader = (fields: Fields, common: Common): ItemReader | undefined => {
  const reader = fields.inner('ItemReader');
  if (reader === undefined) return undefined;
  reader.only(READER, 'in an ItemReader');
  const resource = reader.required('Resource') ?? '';
  const operation = READS.exec(resource)?.[1];
  if (operation === undefined)
    reader.fault('Resource', `${resource}: use s3:getObject or s3:listObjectsV2`, 'NOT_EXECUTED');
  const config = reader.inner('ReaderConfig');
  config?.only(READER_CONFIG, 'in a ReaderConfig');
  const field = common.language === 'JSONata' ? 'Arguments' : 'Parameters';
  const parameters = template(reader, field, common.language);
  if (parameters === undefined) return reader.fault('', `The field '${field}' is required but was missing`);
  return {
    operation: operation === 'listObjectsV2' ? 'listObjectsV2' : 'getObject',
    parameters,
    inputType: inputType(config),
    itemsPointer: config?.text('ItemsPointer'),
    csvHeaders: csvHeaders(config),
    csvDelimiter: DELIMITERS[config?.text('CSVDelimiter') ?? 'COMMA'] ?? ',',
    maxItems: config === undefined ? undefined : numberField(config, 'MaxItems', common.language, [0, 100_000_000]),
  };
};

const BATCHER = new Set([
  'BatchInput',
  'MaxItemsPerBatch',
  'MaxItemsPerBatchPath',
  'MaxInputBytesPerBatch',
  'MaxInputBytesPerBatchPath',
]);

const itemBatcher = (fields: Fields, common: Common): ItemBatcher | undefined => {
  const batcher = fields.inner('ItemBatcher');
  if (batcher === undefined) return undefined;
  batcher.only(BATCHER, 'in an ItemBatcher');
  return {
    input: template(batcher, 'BatchInput', common.language),
    maxItems: numberField(batcher, 'MaxItemsPerBatch', common.language, [1, 100_000_000]),
    maxBytes: numberField(batcher, 'MaxInputBytesPerBatch', common.language, [1, 262_144]),
  };
};

const WRITER = new Set(['Resource', 'Parameters', 'Arguments', 'WriterConfig']);
const WRITER_CONFIG = new Set(['Transformation', 'OutputType']);
const WRITES = /^arn:[^:]+:states:::s3:putObject$/;

const oneOf = <T extends string>(config: Fields | undefined, name: string, values: readonly T[]): T => {
  const written = config?.text(name) ?? values[0];
  const found = values.find((value) => value === written);
  if (found === undefined) config?.fault(name, `Value must be one of ${values.join(', ')}`);
  return found ?? (values[0] as T);
};

const resultWriter = (fields: Fields, common: Common, mode: Distributed): ResultWriter | undefined => {
  const writer = fields.inner('ResultWriter');
  if (writer === undefined) return undefined;
  writer.only(WRITER, 'in a ResultWriter');
  const config = writer.inner('WriterConfig');
  config?.only(WRITER_CONFIG, 'in a WriterConfig');
  const resource = writer.text('Resource');
  if (resource !== undefined && !WRITES.test(resource))
    writer.fault('Resource', `${resource}: use s3:putObject`, 'NOT_EXECUTED');
  if (resource !== undefined && mode?.executionType === 'EXPRESS')
    writer.fault('Resource', 'the results of Express children are not kept to be written', 'NOT_EXECUTED');
  const parameters = template(writer, common.language === 'JSONata' ? 'Arguments' : 'Parameters', common.language);
  return {
    parameters: resource === undefined ? undefined : parameters,
    transformation: oneOf(config, 'Transformation', ['NONE', 'COMPACT', 'FLATTEN']),
    outputType: oneOf(config, 'OutputType', ['JSON', 'JSONL']),
  };
};

const items = (fields: Fields, common: Common): MapState['items'] => {
  if (common.language !== 'JSONata' || !fields.has('Items')) return undefined;
  const evaluate = template(fields, 'Items', 'JSONata');
  const text = jsonataText(fields.get('Items'));
  if (evaluate === undefined) return undefined;
  return text === undefined ? evaluate : ({ text, evaluate } satisfies JsonataItems);
};

/** Only a Distributed Map has them. */
const DISTRIBUTED_ONLY = ['ItemReader', 'ItemBatcher', 'ResultWriter'];

const checkMode = (fields: Fields, mode: Distributed): void => {
  if (mode !== undefined) return;
  for (const name of DISTRIBUTED_ONLY)
    if (fields.has(name))
      fields.fault(name, `Field '${name}' is only supported when the Map state's mode is DISTRIBUTED`);
};

export const compileMap = (fields: Fields, common: Common, around: Surroundings): MapState => {
  const { language } = common;
  const name = language === 'JSONPath' && fields.has('Iterator') ? 'Iterator' : 'ItemProcessor';
  const processor = fields.inner(name);
  if (processor === undefined && !isJsonObject(fields.get(name)))
    fields.fault('', "The field 'ItemProcessor' is required but was missing");
  processor?.only(PROCESSOR, `in an ${name}`);
  const mode = processor === undefined ? undefined : distributed(fields, processor, common.name);
  checkMode(fields, mode);
  if (mode !== undefined && around.express)
    fields.fault('ItemProcessor', 'Express state machine does not support Map states whose mode is DISTRIBUTED');
  return {
    ...common,
    ...handled(fields, language),
    type: 'Map',
    processor:
      processor === undefined
        ? ''
        : around.flow(processor, `${common.name}/0`, mode?.executionType === 'EXPRESS' || around.express),
    distributed: mode,
    itemsPath: language === 'JSONPath' ? pathField(fields, 'ItemsPath') : undefined,
    items: items(fields, common),
    itemSelector: template(
      fields,
      fields.has('ItemSelector') || language === 'JSONata' ? 'ItemSelector' : 'Parameters',
      language,
    ),
    maxConcurrency: numberField(fields, 'MaxConcurrency', language),
    toleratedCount: numberField(fields, 'ToleratedFailureCount', language),
    toleratedPercentage: numberField(fields, 'ToleratedFailurePercentage', language, [0, 100]),
    itemReader: itemReader(fields, common),
    itemBatcher: itemBatcher(fields, common),
    resultWriter: resultWriter(fields, common, mode),
  };
};
