import type { Kernel } from '../../kernel/kernel.ts';
import type { Numbered } from './buffer.ts';
import type { DeliveryStream } from './delivery-stream.ts';
import type { Processor } from './destination.ts';
import { failed, judge, type Outcome, transformEvent } from './transform.ts';

export interface Transformed {
  readonly attempts: number;
  readonly outcomes: readonly Outcome[];
}

const invoke = async (
  kernel: Kernel,
  processor: Processor,
  payload: string,
  caller: string,
): Promise<string | undefined> => {
  try {
    const result = await kernel.targets.invoke(processor.lambdaArn, { payload, caller });
    return result.ok ? result.payload : undefined;
  } catch {
    // Throttled, timed out, not there or not allowed: an attempt that failed, like an answer with an error.
    return undefined;
  }
};

/** AWS states no pause between two attempts; without one, a throttled function is throttled again. */
const FIRST_BACKOFF_MS = 1_000;

const wait = ({ clock }: Kernel, milliseconds: number): Promise<void> =>
  new Promise((resume) => clock.at(clock.now() + milliseconds, resume));

/** Invokes the transform for a batch, again when it fails; after the last attempt the whole batch has failed. */
export const transformBatch = async (
  kernel: Kernel,
  stream: DeliveryStream,
  processor: Processor,
  batch: readonly Numbered[],
): Promise<Transformed> => {
  const { roleArn, prefix } = stream.destination;
  const invocationId = kernel.identity.uuid();
  const event = transformEvent(batch, { arn: stream.arn, region: kernel.region, invocationId });
  const payload = JSON.stringify(event);
  for (let attempts = 1; attempts <= processor.retries + 1; attempts += 1) {
    const answer = await invoke(kernel, processor, payload, roleArn);
    if (answer !== undefined) return { attempts, outcomes: judge(batch, answer, prefix.partitionKeys) };
    kernel.activity.note({ service: 'firehose', action: 'TransformFailed', resource: stream.arn, facts: { attempts } });
    if (attempts <= processor.retries) await wait(kernel, FIRST_BACKOFF_MS * 2 ** (attempts - 1));
  }
  return {
    attempts: processor.retries + 1,
    outcomes: batch.map(({ entry }) => failed(entry, 'Lambda.FunctionError')),
  };
};
