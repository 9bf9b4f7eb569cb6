import type { JsonObject } from '../../kernel/json.ts';

/** An ItemReader with its arguments evaluated: what its effect reads. */
export interface ReaderRequest {
  readonly operation: 'getObject' | 'listObjectsV2';
  readonly parameters: JsonObject;
  readonly inputType: 'JSON' | 'JSONL' | 'CSV' | 'MANIFEST';
  readonly csvHeaders: readonly string[] | 'FIRST_ROW';
  readonly csvDelimiter: string;
  readonly maxItems: number | undefined;
  /** Where the list is in a JSON document. */
  readonly itemsPointer?: string;
}

/** Where a Map run's results are written. */
export interface ResultTarget {
  readonly bucket: string;
  /** The folder of the run, with a slash at its end where it is not empty. */
  readonly folder: string;
  readonly mapRunArn: string;
  readonly transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  readonly outputType: 'JSON' | 'JSONL';
}
