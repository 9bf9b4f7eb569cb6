import { AwsError } from '../../kernel/errors.ts';
import { type Json, parseJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type CompiledPattern, compilePattern } from '../../patterns/pattern.ts';
import { readPath } from '../../templating/json-path.ts';
import { type PipeContext, renderPipeTemplate } from '../../templating/pipe-template.ts';
import type { Pipe } from './pipe.ts';

const contextOf = (pipe: Pipe, now: number): PipeContext => ({
  pipeArn: pipe.arn,
  pipeName: pipe.name,
  sourceArn: pipe.sourceArn,
  targetArn: pipe.target.arn,
  ingestionTime: new Date(now).toISOString(),
  ...(pipe.enrichment === undefined ? {} : { enrichmentArn: pipe.enrichment.arn }),
});

/** The filter of a pipe: any of its patterns, or none at all. */
export const filterOf = (pipe: Pipe): ((record: Json) => boolean) => {
  const patterns: readonly CompiledPattern[] = pipe.filters.map((text) => compilePattern(text, { dialect: 'pipe' }));
  return (record) => patterns.length === 0 || patterns.some((pattern) => pattern.matches(record));
};

const isNothing = (answer: Json): boolean =>
  answer === null || answer === '' || (typeof answer === 'object' && Object.keys(answer).length === 0);

/**
 * What the enrichment makes of a batch: it gets the array of records, and each item of the array it answers with is one
 * event for the target; an empty answer ends the batch there (User Guide, "Event enrichment in Pipes").
 * @throws AwsError with the function's error
 */
export const enrich = async (kernel: Kernel, pipe: Pipe, records: readonly Json[]): Promise<readonly Json[]> => {
  const { enrichment } = pipe;
  if (enrichment === undefined) return records;
  const { inputTemplate } = enrichment;
  const context = contextOf(pipe, kernel.clock.now());
  const input =
    inputTemplate === undefined
      ? JSON.stringify(records)
      : `[${records.map((record) => renderPipeTemplate(inputTemplate, record, context)).join(',')}]`;
  const answer = await kernel.targets.invoke(enrichment.arn, { payload: input, caller: pipe.roleArn });
  if (!answer.ok) throw new AwsError(answer.error, answer.cause);
  const events = answer.payload === '' ? null : parseJson(answer.payload);
  if (isNothing(events)) return [];
  return Array.isArray(events) ? (events as readonly Json[]) : [events];
};

const resolved = (pipe: Pipe, event: Json): Readonly<Record<string, Json>> => {
  const read = (value: Json): Json =>
    typeof value === 'string' && value.startsWith('$.') ? (readPath(event, value) ?? '') : value;
  const given = Object.entries(pipe.target.parameters).map(
    ([name, value]) => [name, Array.isArray(value) ? value.map(read) : read(value)] as const,
  );
  // A target that is a bus gets these where the pipe names none.
  const defaults = {
    Source: `Pipe ${pipe.name}`,
    DetailType: `Event from ${pipe.sourceArn.includes(':dynamodb:') ? 'aws:dynamodb' : 'aws:sqs'}`,
  };
  return { ...defaults, ...Object.fromEntries(given) };
};

/** Hands the events to the target, all in the caller's transaction. @throws AwsError of the target */
export const handOver = (kernel: Kernel, pipe: Pipe, events: readonly Json[]): void => {
  const { arn, inputTemplate } = pipe.target;
  const context = contextOf(pipe, kernel.clock.now());
  for (const event of events) {
    const body =
      inputTemplate === undefined ? JSON.stringify(event) : renderPipeTemplate(inputTemplate, event, context);
    kernel.targets.deliver(arn, { body, caller: pipe.roleArn, parameters: resolved(pipe, event) });
  }
};
