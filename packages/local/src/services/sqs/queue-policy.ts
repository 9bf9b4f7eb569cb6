import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Delivery } from '../../kernel/targets.ts';
import { glob } from '../../patterns/wildcard.ts';
import type { Queue } from './queue.ts';

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

/** Names of actions are in letters of any case. */
const isSending = (action: Json): boolean => glob(String(action).toLowerCase())('sqs:sendmessage');

const isFor = (statement: JsonObject, caller: string): boolean => {
  const { Principal: principal } = statement;
  if (principal === '*') return true;
  if (!isJsonObject(principal)) return false;
  return listOf(principal.Service).includes(caller) || listOf(principal.AWS).includes('*');
};

/** Only what a service principal's call is bound to here: the resource it calls for. */
const holds = (statement: JsonObject, source: string | undefined): boolean => {
  const { Condition: condition } = statement;
  if (!isJsonObject(condition)) return true;
  return Object.entries(condition).every(([operator, tests]) =>
    Object.entries(isJsonObject(tests) ? tests : {}).every(([key, values]) => {
      // Loopback is what TLS is on AWS.
      if (key.toLowerCase() === 'aws:securetransport') return listOf(values).map(String).includes('true');
      if (key.toLowerCase() !== 'aws:sourcearn' || source === undefined) return true;
      const found = listOf(values).some((value) => glob(String(value))(source));
      return operator.includes('Not') ? !found : found;
    }),
  );
};

const statementsOf = (queue: Queue): readonly JsonObject[] => {
  const { Policy: policy } = queue.attributes;
  return isJsonObject(policy) ? listOf(policy.Statement).filter(isJsonObject) : [];
};

/**
 * Whether the queue lets a service send: EventBridge rules have no role for a queue, so its policy decides.
 * Source: EventBridge User Guide, "Using resource-based policies", Amazon SQS permissions. @throws AwsError AccessDenied
 */
export const checkServiceMaySend = (queue: Queue, { caller, parameters }: Delivery): void => {
  if (!caller.endsWith('.amazonaws.com')) return;
  const source = parameters?.SourceArn;
  const applying = statementsOf(queue).filter(
    (statement) =>
      isFor(statement, caller) &&
      listOf(statement.Action).some(isSending) &&
      holds(statement, typeof source === 'string' ? source : undefined),
  );
  const allowed =
    applying.some(({ Effect }) => Effect === 'Allow') && !applying.some(({ Effect }) => Effect === 'Deny');
  if (allowed) return;
  throw new AwsError(
    'AccessDeniedException',
    `${caller} is not authorized to perform: sqs:SendMessage on resource: ${queue.arn} because no queue policy allows it`,
    { status: 403 },
  );
};
