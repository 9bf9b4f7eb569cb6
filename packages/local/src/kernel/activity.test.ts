import { expect, it } from 'vitest';
import { activityFeed } from './activity.ts';

it('goes on when a watcher throws: the work that is noted and the other watchers do not see it', () => {
  const reported: unknown[] = [];
  const feed = activityFeed(
    () => 5,
    (error) => void reported.push(error),
  );
  const seen: string[] = [];
  feed.watch(() => {
    throw new Error('no');
  });
  feed.watch(({ action, at }) => void seen.push(`${action}@${at}`));
  feed.note({ service: 's3', action: 'ObjectCreated', resource: 'r' });
  expect([seen, reported]).toEqual([['ObjectCreated@5'], [new Error('no')]]);
});
