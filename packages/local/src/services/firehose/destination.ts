import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import { compilePrefix, type Prefix } from './prefix.ts';

const MiB = 1024 * 1024;

export interface Buffering {
  readonly bytes: number;
  readonly milliseconds: number;
}

export interface Processor {
  readonly lambdaArn: string;
  readonly buffering: Buffering;
  readonly retries: number;
}

/** An ExtendedS3DestinationConfiguration, read and checked. */
export interface Destination {
  readonly bucket: string;
  readonly roleArn: string;
  readonly prefix: Prefix;
  readonly errorPrefix: Prefix;
  readonly buffering: Buffering;
  readonly gzip: boolean;
  readonly extension: string;
  readonly dynamic: boolean;
  readonly processor: Processor | undefined;
  /** AppendDelimiterToRecord. */
  readonly delimiter: string;
}

/** Firehose Developer Guide, "Amazon S3 object name format": what stands there when a prefix has no expression. */
const DEFAULT_TIME = '!{timestamp:yyyy/MM/dd/HH}/';
const DEFAULT_ERROR = `!{firehose:error-output-type}/${DEFAULT_TIME}`;

const objectOf = (value: Json | undefined): JsonObject => (isJsonObject(value) ? value : {});
const numberOf = (value: Json | undefined, fallback: number): number =>
  value === undefined ? fallback : Number(value);

const within = (value: number, [low, high]: readonly [number, number], path: string): number => {
  if (value >= low && value <= high) return value;
  throw new RefusedError(path, String(value), `Choose a number from ${low} to ${high}.`);
};

const parametersOf = (processor: JsonObject): ReadonlyMap<string, string> => {
  const given = Array.isArray(processor.Parameters) ? processor.Parameters.filter(isJsonObject) : [];
  return new Map(given.map((each) => [String(each.ParameterName), String(each.ParameterValue)]));
};

const PARAMETERS = ['LambdaArn', 'BufferSizeInMBs', 'BufferIntervalInSeconds', 'NumberOfRetries', 'RoleArn'];

/** API Reference, "ProcessorParameter": 1 MB, 60 s and 3 retries are the defaults, 3 MB and 900 s the most. */
const lambdaProcessor = (processor: JsonObject, path: string): Processor => {
  const parameters = parametersOf(processor);
  for (const name of parameters.keys()) {
    if (!PARAMETERS.includes(name)) throw new RefusedError(path, name, `Executed here: ${PARAMETERS.join(', ')}.`);
  }
  const lambdaArn = parameters.get('LambdaArn')?.replace(/:\$LATEST$/, '');
  if (lambdaArn === undefined) throw new RefusedError(path, 'no LambdaArn', 'Name the function that transforms.');
  const number = (name: string, fallback: number, bounds: readonly [number, number]): number =>
    within(numberOf(parameters.get(name), fallback), bounds, `${path}/${name}`);
  return {
    lambdaArn,
    buffering: {
      bytes: number('BufferSizeInMBs', 1, [0.2, 3]) * MiB,
      milliseconds: number('BufferIntervalInSeconds', 60, [0, 900]) * 1000,
    },
    retries: number('NumberOfRetries', 3, [0, 300]),
  };
};

interface Processing {
  readonly processor: Processor | undefined;
  readonly delimiter: string;
}

const processingOf = (value: Json | undefined): Processing => {
  const { Enabled, Processors } = objectOf(value);
  if (String(Enabled ?? false) !== 'true') return { processor: undefined, delimiter: '' };
  const processors = Array.isArray(Processors) ? Processors.filter(isJsonObject) : [];
  let found: Processing = { processor: undefined, delimiter: '' };
  processors.forEach((each, index) => {
    const path = `/ExtendedS3DestinationConfiguration/ProcessingConfiguration/Processors/${index}`;
    if (each.Type === 'Lambda') found = { ...found, processor: lambdaProcessor(each, path) };
    else if (each.Type === 'AppendDelimiterToRecord')
      found = { ...found, delimiter: (parametersOf(each).get('Delimiter') ?? '\\n').replaceAll('\\n', '\n') };
    else throw new RefusedError(`${path}/Type`, String(each.Type), 'Use Lambda or AppendDelimiterToRecord.');
  });
  return found;
};

const bufferingOf = (value: Json | undefined, dynamic: boolean): Buffering => {
  const { SizeInMBs, IntervalInSeconds } = objectOf(value);
  const path = '/ExtendedS3DestinationConfiguration/BufferingHints';
  // API Reference, "BufferingHints": with dynamic partitioning an object has room for 64 MB at least.
  const megabytes = within(numberOf(SizeInMBs, dynamic ? 128 : 5), [dynamic ? 64 : 1, 128], `${path}/SizeInMBs`);
  const seconds = within(numberOf(IntervalInSeconds, 300), [0, 900], `${path}/IntervalInSeconds`);
  return { bytes: megabytes * MiB, milliseconds: seconds * 1000 };
};

const PREFIX = '/ExtendedS3DestinationConfiguration/Prefix';
const ERROR_PREFIX = '/ExtendedS3DestinationConfiguration/ErrorOutputPrefix';

const prefixesOf = (s3: JsonObject): { readonly prefix: Prefix; readonly errorPrefix: Prefix } => {
  const given = compilePrefix(typeof s3.Prefix === 'string' ? s3.Prefix : '', PREFIX);
  const prefix = given.hasExpressions ? given : compilePrefix(`${String(s3.Prefix ?? '')}${DEFAULT_TIME}`, PREFIX);
  if (typeof s3.ErrorOutputPrefix !== 'string') {
    if (given.hasExpressions)
      throw new RefusedError(ERROR_PREFIX, 'nothing', 'A Prefix with expressions asks for an ErrorOutputPrefix.');
    return { prefix, errorPrefix: compilePrefix(`${String(s3.Prefix ?? '')}${DEFAULT_ERROR}`, ERROR_PREFIX) };
  }
  const error = compilePrefix(s3.ErrorOutputPrefix, ERROR_PREFIX);
  if (!error.hasExpressions)
    return { prefix, errorPrefix: compilePrefix(`${s3.ErrorOutputPrefix}${DEFAULT_ERROR}`, ERROR_PREFIX) };
  if (error.namesErrorType && error.partitionKeys.length === 0) return { prefix, errorPrefix: error };
  const mend = 'With expressions it must name !{firehose:error-output-type}, and no partition key.';
  throw new RefusedError(ERROR_PREFIX, s3.ErrorOutputPrefix, mend);
};

/** Dynamic partitioning, its prefix and its processor ask for one another. */
const checkDynamic = (dynamic: boolean, prefix: Prefix, processing: Processing): void => {
  if (dynamic === prefix.partitionKeys.length > 0 && (!dynamic || processing.processor !== undefined)) return;
  const received = `DynamicPartitioningConfiguration.Enabled ${dynamic}, partition keys ${prefix.partitionKeys.join(', ') || 'none'}`;
  throw new RefusedError(
    PREFIX,
    received,
    'Partition keys in the Prefix need dynamic partitioning and a Lambda processor.',
  );
};

/** @throws RefusedError for what is not executed or does not fit together. */
export const readDestination = (s3: JsonObject): Destination => {
  const dynamic = String(objectOf(s3.DynamicPartitioningConfiguration).Enabled ?? false) === 'true';
  const processing = processingOf(s3.ProcessingConfiguration);
  const { prefix, errorPrefix } = prefixesOf(s3);
  checkDynamic(dynamic, prefix, processing);
  const gzip = s3.CompressionFormat === 'GZIP';
  return {
    bucket: String(s3.BucketARN).replace(/^arn:aws:s3:::/, ''),
    roleArn: String(s3.RoleARN),
    prefix,
    errorPrefix,
    buffering: bufferingOf(s3.BufferingHints, dynamic),
    gzip,
    extension: typeof s3.FileExtension === 'string' ? s3.FileExtension : gzip ? '.gz' : '',
    dynamic,
    ...processing,
  };
};
