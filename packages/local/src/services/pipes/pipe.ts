import { parseArn } from '../../kernel/arn.ts';
import type { Instant } from '../../kernel/clock.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { Json, JsonObject } from '../../kernel/json.ts';

export interface StreamParameters {
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  /** Seconds; -1 is for ever. */
  readonly maximumRecordAge: number;
  /** -1 is without end. */
  readonly maximumRetryAttempts: number;
  readonly bisect: boolean;
  readonly deadLetterArn?: string;
}

/** Kinds of target, by the third part of their ARN. */
export type TargetKind = 'events' | 'sqs' | 'firehose' | 'lambda' | 'states';

/** A pipe as its template or API describes it; where it stands in its source lies beside it. */
export interface Pipe {
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  readonly roleArn: string;
  readonly source: string;
  readonly target: string;
  readonly targetKind: TargetKind;
  readonly enrichment?: string;
  /** Filter patterns, of which one has to match; none lets everything through. */
  readonly filters: readonly string[];
  readonly batchSize: number;
  readonly batchingWindowSeconds: number;
  /** For a stream source only. */
  readonly stream?: StreamParameters;
  readonly enrichmentTemplate?: string;
  readonly targetTemplate?: string;
  /** What the target kind's own parameters say: static text, or a `$.path` into what the enrichment answered. */
  readonly deliveryParameters: Readonly<Record<string, Json>>;
  /** Whether a function target is waited for. */
  readonly waitsForTarget: boolean;
  readonly desiredState: 'RUNNING' | 'STOPPED';
  /** What the template asks for; a pipe stopped by hand stays stopped until the template says otherwise. */
  readonly declaredState: 'RUNNING' | 'STOPPED';
  readonly createdAt: Instant;
  readonly modifiedAt: Instant;
  /** As declared, for DescribePipe. */
  readonly sourceParameters: JsonObject;
  readonly enrichmentParameters: JsonObject;
  readonly targetParameters: JsonObject;
}

/** How many entries the target takes at once ("Amazon EventBridge Pipes batching and concurrency", Supported batchable targets). */
export const MOST_ENTRIES: Readonly<Record<TargetKind, number>> = {
  events: 10,
  sqs: 10,
  firehose: 500,
  lambda: Number.POSITIVE_INFINITY,
  states: Number.POSITIVE_INFINITY,
};

export const targetKindOf = (arn: string): TargetKind | undefined => {
  const service = parseArn(arn)?.service ?? '';
  return Object.hasOwn(MOST_ENTRIES, service) ? (service as TargetKind) : undefined;
};

export interface Pipes {
  find(name: string): Pipe | undefined;
  all(): readonly Pipe[];
  save(pipe: Pipe): void;
  remove(name: string): void;
}

export const pipesIn = (journal: Journal): Pipes => {
  const table = journal.table<Pipe>('pipes');
  return {
    find: (name) => table.get(name),
    all: () => table.scan().map(([, pipe]) => pipe),
    save: (pipe) => table.put(pipe.name, pipe),
    remove: (name) => void table.delete(name),
  };
};
