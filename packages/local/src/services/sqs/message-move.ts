import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Broker } from './broker.ts';
import type { Queue, Queues } from './queue.ts';

/** A dead-letter queue being emptied: StartMessageMoveTask. */
export interface MoveTask {
  readonly handle: string;
  readonly source: string;
  readonly destination?: string;
  readonly perSecond?: number;
  readonly status: 'RUNNING' | 'COMPLETED' | 'CANCELLED';
  readonly toMove: number;
  readonly moved: number;
  readonly startedAt: number;
}

export interface MoveTasks {
  /** @throws AwsError */
  start(source: Queue, options: Pick<MoveTask, 'destination' | 'perSecond'>): MoveTask;
  /** @throws AwsError ResourceNotFoundException */
  cancel(handle: string): MoveTask;
  /** The latest first. */
  of(source: string): readonly MoveTask[];
}

const AT_ONCE = 250;
const SECOND = 1_000;

export const moveTasksOn = (kernel: Kernel, queues: Queues, broker: Broker): MoveTasks => {
  const { alarms, clock, identity } = kernel;
  const table = kernel.journal.table<MoveTask>('sqs_move_tasks');
  const keyOf = (task: MoveTask): string => `${task.source}|${String(task.startedAt).padStart(15, '0')}|${task.handle}`;
  const of = (source: string): readonly MoveTask[] =>
    table.scan({ prefix: `${source}|`, reverse: true, limit: 10 }).map(([, task]) => task);

  alarms.on('sqs_move', (key) => {
    const task = table.get(key);
    const source = queues.byArn(task?.source ?? '');
    if (task?.status !== 'RUNNING' || source === undefined) return;
    const most = Math.min(AT_ONCE, task.perSecond ?? AT_ONCE);
    const to = (from: string | undefined): Queue | undefined => queues.byArn(task.destination ?? from ?? '');
    const moved = broker.move(source, (message) => to(message.deadLetterSource), most);
    table.put(key, { ...task, moved: task.moved + moved, status: moved < most ? 'COMPLETED' : 'RUNNING' });
    if (moved === most) alarms.set('sqs_move', key, clock.now() + (task.perSecond === undefined ? 1 : SECOND));
  });

  return {
    of,
    start(source, options) {
      if (!queues.list().some(({ attributes }) => attributes.RedrivePolicy?.deadLetterTargetArn === source.arn))
        throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
      if (of(source.arn).some(({ status }) => status === 'RUNNING'))
        throw new AwsError(
          'UnsupportedOperation',
          'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
        );
      const now = clock.now();
      const toMove = broker.counts(source).ready;
      const task: MoveTask = {
        handle: identity.uuid(),
        source: source.arn,
        ...options,
        status: 'RUNNING',
        toMove,
        moved: 0,
        startedAt: now,
      };
      table.put(keyOf(task), task);
      alarms.set('sqs_move', keyOf(task), now);
      return task;
    },
    cancel(handle) {
      const found = table.scan().find(([, task]) => task.handle === handle && task.status === 'RUNNING');
      if (found === undefined) throw new AwsError('ResourceNotFoundException', 'Task does not exist.', { status: 404 });
      const [key, task] = found;
      const cancelled: MoveTask = { ...task, status: 'CANCELLED' };
      table.put(key, cancelled);
      alarms.cancel('sqs_move', key);
      return cancelled;
    },
  };
};
