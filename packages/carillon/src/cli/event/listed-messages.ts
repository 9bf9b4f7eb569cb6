import { type LoadedCatalog, type LoadedMessage, type LoadedOperation, referenceTokens } from '@carillon/catalog/check';
import { type JsonObject, objectAt, pointerTokens } from '@carillon/catalog/json';
import { excludes } from '@carillon/catalog/patterns';
import { withEntry } from '../change/yaml-block.ts';

type Added = Pick<LoadedMessage, 'name' | 'source' | 'detailType'>;

const patternOf = (body: JsonObject): JsonObject => objectAt(objectAt(body, 'x-eventbridge'), 'pattern');

/** A producer does not publish the new event yet; a consumer receives it unless its pattern excludes it. */
const isMeant = ({ action, body }: LoadedOperation, added: Added): boolean =>
  action === 'receive' && !excludes(patternOf(body), added);

/**
 * An operation that lists no messages has all of its channel's, the next one too. Before a channel gets another message,
 * such operations that are not meant by it list what they have.
 */
export const withMessagesListed = (
  text: string,
  { document, operations }: LoadedCatalog,
  channels: readonly string[],
  added: Added,
): string =>
  operations
    .filter(({ body }) => body.messages === undefined && channels.includes(referenceTokens(body.channel)[1] ?? ''))
    .filter((operation) => !isMeant(operation, added))
    .reduce((yaml, { pointer, body }) => {
      const channel = referenceTokens(body.channel)[1] ?? '';
      const keys = Object.keys(objectAt(objectAt(objectAt(document, 'channels'), channel), 'messages'));
      const lines = keys.map((key) => `  - { $ref: '#/channels/${channel}/messages/${key}' }\n`);
      return withEntry(yaml, pointerTokens(pointer), `messages:\n${lines.join('')}`);
    }, text);
