import type { JsonObject } from '../../kernel/json.ts';

/** An ItemReader with its arguments evaluated: what its effect reads. */
export interface ReaderRequest {
  readonly operation: 'getObject' | 'listObjectsV2';
  readonly parameters: JsonObject;
  readonly inputType: 'JSON' | 'JSONL' | 'CSV';
  readonly csvHeaders: readonly string[] | 'FIRST_ROW';
  readonly csvDelimiter: string;
  readonly maxItems: number | undefined;
}
