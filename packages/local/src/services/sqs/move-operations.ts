import type {
  CancelMessageMoveTaskCommandInput,
  CancelMessageMoveTaskCommandOutput,
  ListMessageMoveTasksCommandInput,
  ListMessageMoveTasksCommandOutput,
  StartMessageMoveTaskCommandInput,
  StartMessageMoveTaskCommandOutput,
} from '@aws-sdk/client-sqs';
import { AwsError } from '../../kernel/errors.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import type { MoveTask, MoveTasks } from './message-move.ts';
import type { Queue, Queues } from './queue.ts';

type Out<T> = Omit<T, '$metadata'>;
type Entry = NonNullable<ListMessageMoveTasksCommandOutput['Results']>[number];

const entryOf = (task: MoveTask): Entry => ({
  ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
  Status: task.status,
  SourceArn: task.source,
  ...(task.destination === undefined ? {} : { DestinationArn: task.destination }),
  ...(task.perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.perSecond }),
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  StartedTimestamp: task.startedAt,
});

/** Redrive: "Configure a dead-letter queue redrive using the API". */
export const moveOperations = (queues: Queues, tasks: MoveTasks): Readonly<Record<string, AnyOperation>> => {
  const find = (arn: string | undefined): Queue => {
    const queue = queues.byArn(arn ?? '');
    if (queue !== undefined) return queue;
    throw new AwsError(
      'ResourceNotFoundException',
      "The resource that you specified for the SourceArn parameter doesn't exist.",
      { status: 404 },
    );
  };
  const StartMessageMoveTask: Operation<StartMessageMoveTaskCommandInput, Out<StartMessageMoveTaskCommandOutput>> = {
    needs: ({ SourceArn }) => [{ action: 'sqs:StartMessageMoveTask', resource: SourceArn ?? '*' }],
    run({ SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond }) {
      const task = tasks.start(find(SourceArn), {
        ...(DestinationArn === undefined ? {} : { destination: find(DestinationArn).arn }),
        ...(MaxNumberOfMessagesPerSecond === undefined ? {} : { perSecond: MaxNumberOfMessagesPerSecond }),
      });
      return { TaskHandle: task.handle };
    },
  };
  const ListMessageMoveTasks: Operation<ListMessageMoveTasksCommandInput, Out<ListMessageMoveTasksCommandOutput>> = {
    needs: ({ SourceArn }) => [{ action: 'sqs:ListMessageMoveTasks', resource: SourceArn ?? '*' }],
    run: ({ SourceArn, MaxResults }) => ({
      Results: tasks
        .of(find(SourceArn).arn)
        .slice(0, MaxResults ?? 1)
        .map(entryOf),
    }),
  };
  const CancelMessageMoveTask: Operation<CancelMessageMoveTaskCommandInput, Out<CancelMessageMoveTaskCommandOutput>> = {
    needs: () => [{ action: 'sqs:CancelMessageMoveTask', resource: '*' }],
    run: ({ TaskHandle }) => ({ ApproximateNumberOfMessagesMoved: tasks.cancel(TaskHandle ?? '').moved }),
  };
  return { StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask };
};
