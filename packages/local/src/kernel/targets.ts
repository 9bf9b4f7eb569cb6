import { parseArn } from './arn.ts';
import { AwsError } from './errors.ts';
import type { Json } from './json.ts';

/** What travels to an ARN, as the receiver will see it. */
export interface Delivery {
  /** The body: for a queue its message body, for a function its event, for a bus the envelope's detail. */
  readonly body: string;
  /** The role or service principal that delivers; permission is judged on it. */
  readonly caller: string;
  /** What the target kind needs beyond the body: MessageGroupId, DetailType and Source, an execution name. */
  readonly parameters?: Readonly<Record<string, Json>>;
  /** Queue message attributes, e.g. EventBridge's ERROR_CODE on a dead letter. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface Invocation {
  readonly payload: string;
  readonly caller: string;
}

export type InvokeResult =
  | { readonly ok: true; readonly payload: string }
  /** `payload` is the function's error object {errorType, errorMessage, trace}. */
  | { readonly ok: false; readonly error: string; readonly cause: string; readonly payload: string };

/**
 * What a service does with what is sent to one of its ARNs. `deliver` accepts synchronously, in the sender's own
 * transaction, or throws an AwsError; so a hand-over is never half done. `invoke` waits for an answer.
 */
export interface Target {
  deliver?(arn: string, delivery: Delivery): void;
  invoke?(arn: string, invocation: Invocation): Promise<InvokeResult>;
}

/** Services never import one another: they meet at an ARN, as on AWS. */
export interface Targets {
  /** `service` is the ARN's third part: sqs, lambda, events, states, firehose. */
  register(service: string, target: Target): void;
  /** @throws AwsError when there is no such target, or it does not take the delivery. */
  deliver(arn: string, delivery: Delivery): void;
  invoke(arn: string, invocation: Invocation): Promise<InvokeResult>;
}

export const targetTable = (): Targets => {
  const targets = new Map<string, Target>();
  const find = (arn: string): Target => {
    const target = targets.get(parseArn(arn)?.service ?? '');
    if (target === undefined) throw new AwsError('ResourceNotFoundException', `Nothing here answers to ${arn}.`);
    return target;
  };
  return {
    register: (service, target) => void targets.set(service, target),
    deliver(arn, delivery) {
      const target = find(arn);
      if (target.deliver === undefined) throw new AwsError('InvalidParameterException', `${arn} takes no deliveries.`);
      target.deliver(arn, delivery);
    },
    async invoke(arn, invocation) {
      const target = find(arn);
      if (target.invoke === undefined) throw new AwsError('InvalidParameterException', `${arn} cannot be invoked.`);
      return target.invoke(arn, invocation);
    },
  };
};
