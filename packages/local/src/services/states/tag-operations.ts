import type {
  ListTagsForResourceCommandInput,
  ListTagsForResourceCommandOutput,
  Tag,
  TagResourceCommandInput,
  UntagResourceCommandInput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { Journal, Table } from '../../kernel/journal.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, on } from './api.ts';

/** "Maximum number of tags per resource". */
const MOST_TAGS = 50;

type Tags = Readonly<Record<string, string>>;

/** Tags of state machines and activities. */
export class TagStore {
  readonly #tags: Table<Tags>;

  constructor(journal: Journal) {
    this.#tags = journal.table('states_tags');
  }

  of(arn: string): Tags {
    return this.#tags.get(arn) ?? {};
  }

  /** @throws AwsError TooManyTags */
  add(arn: string, tags: readonly Tag[] | undefined): void {
    if (tags === undefined || tags.length === 0) return;
    const all = { ...this.of(arn), ...Object.fromEntries(tags.map(({ key = '', value = '' }) => [key, value])) };
    if (Object.keys(all).length > MOST_TAGS)
      throw new AwsError('TooManyTags', `Too many tags: a resource has ${MOST_TAGS} at the most`, {
        members: { resourceName: arn },
      });
    this.#tags.put(arn, all);
  }

  remove(arn: string, keys: readonly string[]): void {
    this.#tags.put(arn, Object.fromEntries(Object.entries(this.of(arn)).filter(([key]) => !keys.includes(key))));
  }

  clear(arn: string): void {
    this.#tags.delete(arn);
  }
}

/** @param exists whether there is a state machine or an activity of this ARN */
export const tagOperations = (
  store: TagStore,
  exists: (arn: string) => boolean,
): Readonly<Record<string, AnyOperation>> => {
  const existing = (arn: string | undefined): string => {
    if (arn !== undefined && exists(arn)) return arn;
    throw new AwsError('ResourceNotFound', `Resource not found: '${arn}'`, { members: { resourceName: arn } });
  };
  const tag: Operation<TagResourceCommandInput, object> = {
    needs: ({ resourceArn }) => on('TagResource', resourceArn),
    run({ resourceArn, tags }) {
      store.add(existing(resourceArn), tags);
      return {};
    },
  };
  const untag: Operation<UntagResourceCommandInput, object> = {
    needs: ({ resourceArn }) => on('UntagResource', resourceArn),
    run({ resourceArn, tagKeys = [] }) {
      store.remove(existing(resourceArn), tagKeys);
      return {};
    },
  };
  const list: Operation<ListTagsForResourceCommandInput, Answer<ListTagsForResourceCommandOutput>> = {
    needs: ({ resourceArn }) => on('ListTagsForResource', resourceArn),
    run: ({ resourceArn }) => ({
      tags: Object.entries(store.of(existing(resourceArn))).map(([key, value]) => ({ key, value })),
    }),
  };
  return { TagResource: tag, UntagResource: untag, ListTagsForResource: list };
};
