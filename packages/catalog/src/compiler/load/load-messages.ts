import { posix } from 'node:path';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { isObject, type JsonObject, objectAt, show, stringAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import type { LoadedMessage } from '../stages.ts';

interface LoadedMessages {
  readonly value: readonly LoadedMessage[];
  readonly faults: readonly Diagnostic[];
}

/** The messages of `components.messages`, each with its EventBridge binding and the schema file of its payload. */
export function loadMessages(document: JsonObject): LoadedMessages {
  const value: LoadedMessage[] = [];
  const faults: Diagnostic[] = [];
  for (const [name, body] of Object.entries(objectAt(objectAt(document, 'components'), 'messages'))) {
    const pointer = pointerTo('/components/messages', name);
    const binding = objectAt(body, 'x-eventbridge');
    const source = stringAt(binding, 'source');
    const detailType = stringAt(binding, 'detailType');
    const file = payloadFile(body);
    if (source === undefined || detailType === undefined) faults.push(unbound(pointer, binding));
    if (file === undefined) faults.push(payloadElsewhere(pointer, body));
    if (!isObject(body) || source === undefined || detailType === undefined || file === undefined) continue;
    value.push({ name, pointer, source, detailType, file, body });
  }
  return { value, faults };
}

/** The event schema that a message's payload refers to. */
export function payloadFile(body: unknown): string | undefined {
  const ref = stringAt(objectAt(body, 'payload'), '$ref');
  if (ref === undefined || ref.includes('#') || ref.includes(':')) return undefined;
  const file = posix.normalize(ref);
  return /^catalog\/(?!shared\/).+\.json$/.test(file) ? file : undefined;
}

function unbound(pointer: string, binding: JsonObject): Diagnostic {
  return fault('message-bound', 'asyncapi.yaml', `${pointer}/x-eventbridge`, {
    expected: '{ source, detailType }, both strings',
    received: show(binding),
    fix: 'Add x-eventbridge: { source: <prefix>.<domain>, detailType: <EventName> } to the message.',
  });
}

function payloadElsewhere(pointer: string, body: unknown): Diagnostic {
  return fault('message-payload-in-catalog', 'asyncapi.yaml', `${pointer}/payload`, {
    expected: '{ $ref: catalog/<domain>/<event>/v<n>.json }',
    received: show(isObject(body) ? body.payload : body),
    fix: "Put the payload's schema into the catalog and refer to it.",
  });
}
