import type { Json } from '../../kernel/json.ts';

export interface StreamSettings {
  readonly kind: 'stream';
  readonly startingPosition: 'TRIM_HORIZON' | 'LATEST';
  readonly batchSize: number;
  /** -1 tries until the record is too old. */
  readonly maximumRetryAttempts: number;
  /** -1 is the stream's own retention. */
  readonly maximumRecordAgeSeconds: number;
  readonly bisects: boolean;
  readonly deadLetterArn?: string;
}

export interface QueueSettings {
  readonly kind: 'queue';
  readonly batchSize: number;
}

export interface PipeTarget {
  readonly arn: string;
  readonly inputTemplate?: string;
  /** Values for the target's kind; a text that begins with `$.` is read from each event. */
  readonly parameters: Readonly<Record<string, Json>>;
}

/** A pipe as CloudFormation describes it (AWS::Pipes::Pipe), in this cloud's words. */
export interface Pipe {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly roleArn: string;
  readonly sourceArn: string;
  readonly source: StreamSettings | QueueSettings;
  /** Patterns, one of which must match; none lets everything through. */
  readonly filters: readonly string[];
  readonly enrichment?: { readonly arn: string; readonly inputTemplate?: string };
  readonly target: PipeTarget;
  readonly state: 'RUNNING' | 'STOPPED';
  readonly createdAt: number;
}
