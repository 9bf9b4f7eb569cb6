import { type Diagnostic, fault } from '../diagnostic.ts';
import { arrayAt, isObject, type JsonObject, objectAt, show, stringAt } from '../json.ts';
import { pointerTo, pointerTokens } from '../pointer.ts';
import type { LoadedOperation } from '../stages.ts';

interface LoadedOperations {
  readonly value: readonly LoadedOperation[];
  readonly faults: readonly Diagnostic[];
}

/** The operations with the names of their messages; an operation that lists none has all of its channel's. */
export function loadOperations(document: JsonObject): LoadedOperations {
  const value: LoadedOperation[] = [];
  const faults: Diagnostic[] = [];
  for (const [key, body] of Object.entries(objectAt(document, 'operations'))) {
    const pointer = pointerTo('/operations', key);
    const action = stringAt(body, 'action');
    if (!isObject(body) || (action !== 'send' && action !== 'receive')) {
      faults.push(unknownAction(pointer, action));
      continue;
    }
    const channel = channelOf(document, body);
    if (channel === undefined) {
      faults.push(unknownChannel(pointer, body));
      continue;
    }
    const messages = messagesOf(pointer, body, channel);
    faults.push(...messages.faults);
    value.push({ party: key.replace(/\.(send|receive)$/, ''), pointer, action, messages: messages.value, body });
  }
  return { value, faults };
}

interface Channel {
  readonly name: string;
  /** The component that each message of the channel refers to, by its key in the channel. */
  readonly messages: ReadonlyMap<string, string>;
}

function channelOf(document: JsonObject, operation: JsonObject): Channel | undefined {
  const [home, name, ...rest] = referenceTokens(operation.channel);
  const channels = objectAt(document, 'channels');
  if (home !== 'channels' || name === undefined || rest.length > 0 || !Object.hasOwn(channels, name)) return undefined;
  const messages = Object.entries(objectAt(channels[name], 'messages')).map(([key, message]): [string, string] => [
    key,
    referenceTokens(message)[2] ?? key,
  ]);
  return { name, messages: new Map(messages) };
}

function messagesOf(
  pointer: string,
  body: JsonObject,
  channel: Channel,
): { readonly value: readonly string[]; readonly faults: readonly Diagnostic[] } {
  if (body.messages === undefined) return { value: [...channel.messages.values()], faults: [] };
  const value: string[] = [];
  const faults: Diagnostic[] = [];
  for (const [index, reference] of arrayAt(body, 'messages').entries()) {
    const [home, name, kind, key] = referenceTokens(reference);
    const component =
      home === 'channels' && name === channel.name && kind === 'messages' ? channel.messages.get(key ?? '') : undefined;
    if (component === undefined)
      faults.push(unknownMessage(pointerTo(pointer, 'messages', index), reference, channel.name));
    else value.push(component);
  }
  return { value, faults };
}

/** The tokens of a `{ $ref: '#/...' }` within the document. */
export function referenceTokens(reference: unknown): readonly string[] {
  const ref = stringAt(reference, '$ref');
  return ref?.startsWith('#/') ? pointerTokens(ref.slice(1)) : [];
}

function unknownAction(pointer: string, action: string | undefined): Diagnostic {
  const text = {
    expected: 'action: send or action: receive',
    received: show(action),
    fix: 'Say what the party does.',
  };
  return fault('operation-action-known', 'asyncapi.yaml', `${pointer}/action`, text);
}

function unknownChannel(pointer: string, body: JsonObject): Diagnostic {
  return fault('operation-channel-known', 'asyncapi.yaml', `${pointer}/channel`, {
    expected: "{ $ref: '#/channels/<name>' } of a channel in this document",
    received: show(body.channel),
    fix: 'Refer to a channel that exists, or add it.',
  });
}

function unknownMessage(pointer: string, reference: unknown, channel: string): Diagnostic {
  return fault('operation-message-known', 'asyncapi.yaml', pointer, {
    expected: `{ $ref: '#/channels/${channel}/messages/<name>' } of a message in that channel`,
    received: show(reference),
    fix: `Refer to a message of the channel ${channel}, or add the message to it.`,
  });
}
