import { isAwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { deliveryParameters } from './delivery-parameters.ts';
import { asElement, contextOf, enrich, rendered } from './enrichment.ts';
import { MOST_ENTRIES, type Pipe } from './pipe.ts';

/** A record of a batch; `id` is its eventID or messageId, by which targets and enrichments name it. */
export interface Taken {
  readonly id: string;
  readonly record: JsonObject;
}

/** Which records did not get through; none is success. */
export interface Outcome {
  readonly failed: ReadonlySet<string>;
  /** A code, never a payload. */
  readonly reason?: string;
}

/**
 * A batch that is enriched and rendered, and waits for the transaction that hands it over. `hand` is synchronous: what
 * it delivers and where the reader then stands are one commit.
 */
export interface Passage {
  hand(): Outcome;
}

export const codeOf = (error: unknown): string =>
  isAwsError(error) ? error.code : error instanceof Error ? error.name : 'Error';

const through: Outcome = { failed: new Set() };

const allFailed = (batch: readonly Taken[], reason: string): Outcome => ({
  failed: new Set(batch.map(({ id }) => id)),
  reason,
});

const decided = (outcome: Outcome): Passage => ({ hand: () => outcome });

/** The id of the record that an item came from, so that a failure of the item is the record's. */
const originOf = (pipe: Pipe, batch: readonly Taken[], item: Json, at: number): string | undefined => {
  if (pipe.enrichment === undefined) return batch[at]?.id;
  const named = isJsonObject(item) ? item[pipe.stream === undefined ? 'messageId' : 'eventID'] : undefined;
  return batch.find(({ id }) => id === named)?.id;
};

class Undone extends Error {}

/** One entry an item, each in its own savepoint: what a target refuses does not take the others with it. */
const handOver = (kernel: Kernel, pipe: Pipe, batch: readonly Taken[], items: readonly Json[]): Outcome => {
  const context = contextOf(pipe, kernel.clock.now());
  const failed = new Set<string>();
  let reason = '';
  const deliver = (item: Json): void =>
    kernel.targets.deliver(pipe.target, {
      body: rendered(pipe.targetTemplate, item, context),
      caller: pipe.roleArn,
      parameters: deliveryParameters(pipe, item),
    });
  const each = (item: Json, at: number): void => {
    try {
      kernel.journal.atomically(() => deliver(item));
    } catch (error) {
      reason = codeOf(error);
      const origin = originOf(pipe, batch, item, at);
      if (origin === undefined) throw new Undone();
      failed.add(origin);
    }
  };
  try {
    kernel.journal.atomically(() => items.forEach(each));
  } catch (error) {
    // Nobody can say which record the refused item came from: none counts as delivered.
    if (error instanceof Undone) return allFailed(batch, reason);
    throw error;
  }
  return failed.size === 0 ? through : { failed, reason };
};

const failuresIn = (batch: readonly Taken[], payload: string): Outcome => {
  const answer = parseJson(payload === '' ? 'null' : payload);
  const listed = isJsonObject(answer) ? answer.batchItemFailures : undefined;
  if (!Array.isArray(listed) || listed.length === 0) return through;
  const named = listed.map((each: Json) => (isJsonObject(each) ? each.itemIdentifier : undefined));
  const known = new Set(batch.map(({ id }) => id));
  if (named.some((id) => typeof id !== 'string' || !known.has(id))) return allFailed(batch, 'BatchItemFailures');
  return { failed: new Set(named as string[]), reason: 'BatchItemFailures' };
};

/** A function or workflow gets all items at once, as an array, even when there is only one. */
const payloadOf = (kernel: Kernel, pipe: Pipe, items: readonly Json[]): string => {
  const context = contextOf(pipe, kernel.clock.now());
  return `[${items.map((item) => asElement(rendered(pipe.targetTemplate, item, context))).join(',')}]`;
};

const toCompute = async (
  kernel: Kernel,
  pipe: Pipe,
  batch: readonly Taken[],
  items: readonly Json[],
): Promise<Passage> => {
  const body = payloadOf(kernel, pipe, items);
  if (pipe.waitsForTarget) {
    const result = await kernel.targets.invoke(pipe.target, { payload: body, caller: pipe.roleArn });
    return decided(result.ok ? failuresIn(batch, result.payload) : allFailed(batch, result.error));
  }
  return {
    hand() {
      try {
        const delivery = { body, caller: pipe.roleArn, parameters: { ...pipe.deliveryParameters } };
        kernel.journal.atomically(() => kernel.targets.deliver(pipe.target, delivery));
        return through;
      } catch (error) {
        return allFailed(batch, codeOf(error));
      }
    },
  };
};

const prepared = async (kernel: Kernel, pipe: Pipe, batch: readonly Taken[]): Promise<Passage> => {
  const enriched = await enrich(
    kernel,
    pipe,
    batch.map(({ record }) => record),
  );
  if (!enriched.ok) return decided(allFailed(batch, enriched.reason));
  const { items } = enriched;
  if (items.length === 0) return decided(through);
  if (items.length > MOST_ENTRIES[pipe.targetKind]) return decided(allFailed(batch, 'EnrichmentResponseTooLong'));
  if (pipe.targetKind === 'lambda' || pipe.targetKind === 'states') return toCompute(kernel, pipe, batch, items);
  return { hand: () => handOver(kernel, pipe, batch, items) };
};

/** Filtered records on their way: enriched, rendered, ready to be handed over. Never throws: a fault is an outcome. */
export const passage = async (kernel: Kernel, pipe: Pipe, batch: readonly Taken[]): Promise<Passage> => {
  try {
    return await prepared(kernel, pipe, batch);
  } catch (error) {
    return decided(allFailed(batch, codeOf(error)));
  }
};
