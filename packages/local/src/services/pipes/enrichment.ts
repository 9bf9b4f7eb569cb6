import { isJsonObject, type Json, type JsonObject, parseExactJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { type PipeContext, renderPipeTemplate } from '../../templating/pipe-template.ts';
import type { Pipe } from './pipe.ts';

/** What the source gave or the enrichment answered, or the code of what went wrong. */
export type Enriched =
  | { readonly ok: true; readonly items: readonly Json[] }
  | { readonly ok: false; readonly reason: string };

export const contextOf = (pipe: Pipe, now: number): PipeContext => ({
  pipeArn: pipe.arn,
  pipeName: pipe.name,
  sourceArn: pipe.source,
  targetArn: pipe.target,
  ingestionTime: new Date(now).toISOString(),
  ...(pipe.enrichment === undefined ? {} : { enrichmentArn: pipe.enrichment }),
});

/** One record or item as the next step sees it; a template is applied to each alone, never to the batch. */
export const rendered = (template: string | undefined, item: Json, context: PipeContext): string =>
  template === undefined ? JSON.stringify(item) : renderPipeTemplate(template, item, context);

const parsed = (text: string): Json | undefined => {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
};

/** As an element of a JSON array: what is no JSON goes in as a string. */
export const asElement = (text: string): string => (parsed(text) === undefined ? JSON.stringify(text) : text);

const isEmpty = (answer: Json): boolean =>
  answer === null ||
  answer === '' ||
  (Array.isArray(answer) && answer.length === 0) ||
  (isJsonObject(answer) && Object.keys(answer).length === 0);

/** `""`, `{}` and `[]` end the batch; `[{}]` is one empty item ("Event enrichment in Amazon EventBridge Pipes"). */
const itemsOf = (payload: string): Enriched => {
  const answer = payload === '' ? '' : parsed(payload);
  if (answer === undefined) return { ok: false, reason: 'EnrichmentResponseNotJson' };
  if (isEmpty(answer)) return { ok: true, items: [] };
  return { ok: true, items: Array.isArray(answer) ? (answer as readonly Json[]) : [answer] };
};

/** The whole batch in one synchronous call, always as an array. @throws AwsError when nobody answers at the ARN. */
export const enrich = async (kernel: Kernel, pipe: Pipe, records: readonly JsonObject[]): Promise<Enriched> => {
  if (pipe.enrichment === undefined) return { ok: true, items: records };
  const context = contextOf(pipe, kernel.clock.now());
  const elements = records.map((record) => asElement(rendered(pipe.enrichmentTemplate, record, context)));
  const result = await kernel.targets.invoke(pipe.enrichment, {
    payload: `[${elements.join(',')}]`,
    caller: pipe.roleArn,
  });
  return result.ok ? itemsOf(result.payload) : { ok: false, reason: result.error };
};
