import type {
  CreateActivityCommandInput,
  CreateActivityCommandOutput,
  DeleteActivityCommandInput,
  DescribeActivityCommandInput,
  DescribeActivityCommandOutput,
  GetActivityTaskCommandInput,
  GetActivityTaskCommandOutput,
  ListActivitiesCommandInput,
  ListActivitiesCommandOutput,
} from '@aws-sdk/client-sfn';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { executed, inert } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import type { ActivityRow, ActivityStore } from './activity-store.ts';
import type { ActivityWorkers } from './activity-workers.ts';
import { type Answer, on } from './api.ts';
import { decodeToken, page } from './page.ts';
import { checkedName } from './start-execution.ts';
import type { TagStore } from './tag-operations.ts';

const activityArnOf = ({ region, account }: Kernel, name: string): string =>
  `arn:aws:states:${region}:${account}:activity:${name}`;

/** @throws AwsError ActivityDoesNotExist */
const existing = (store: ActivityStore, activityArn: string | undefined): ActivityRow => {
  const found = activityArn === undefined ? undefined : store.find(activityArn);
  if (found !== undefined) return found;
  throw new AwsError('ActivityDoesNotExist', `Activity Does Not Exist: '${activityArn}'`);
};

const shown = ({ activityArn, name, createdAt }: ActivityRow) => ({
  activityArn,
  name,
  creationDate: new Date(createdAt),
});

const created = (kernel: Kernel, store: ActivityStore, name: string): ActivityRow => {
  const activityArn = activityArnOf(kernel, name);
  const row = store.find(activityArn) ?? { activityArn, name, createdAt: kernel.clock.now() };
  store.put(row);
  return row;
};

export const activityOperations = (
  kernel: Kernel,
  store: ActivityStore,
  workers: ActivityWorkers,
  tags: TagStore,
): Readonly<Record<string, AnyOperation>> => {
  const create: Operation<CreateActivityCommandInput, Answer<CreateActivityCommandOutput>> = {
    needs: ({ name }) => on('CreateActivity', activityArnOf(kernel, name ?? '')),
    run({ name = '', tags: given }) {
      const { activityArn, createdAt } = created(kernel, store, checkedName(name));
      tags.add(activityArn, given);
      return { activityArn, creationDate: new Date(createdAt) };
    },
  };
  const remove: Operation<DeleteActivityCommandInput, object> = {
    needs: ({ activityArn }) => on('DeleteActivity', activityArn),
    run({ activityArn = '' }) {
      store.delete(activityArn);
      tags.clear(activityArn);
      return {};
    },
  };
  const describe: Operation<DescribeActivityCommandInput, Answer<DescribeActivityCommandOutput>> = {
    needs: ({ activityArn }) => on('DescribeActivity', activityArn),
    run: ({ activityArn }) => shown(existing(store, activityArn)),
  };
  const list: Operation<ListActivitiesCommandInput, Answer<ListActivitiesCommandOutput>> = {
    needs: () => on('ListActivities', undefined),
    run({ maxResults, nextToken }) {
      const after = decodeToken(nextToken);
      const rows = store.all().filter(({ activityArn }) => after === undefined || activityArn > after);
      const { items, ...next } = page(rows, maxResults, ({ activityArn }) => activityArn);
      return { activities: items.map(shown), ...next };
    },
  };
  const poll: Operation<GetActivityTaskCommandInput, Answer<GetActivityTaskCommandOutput>> = {
    needs: ({ activityArn }) => on('GetActivityTask', activityArn),
    async run({ activityArn, workerName }) {
      const task = await workers.poll(existing(store, activityArn).activityArn, workerName);
      return task === undefined ? {} : { taskToken: task.token, input: task.input };
    },
  };
  return {
    CreateActivity: create,
    DeleteActivity: remove,
    DescribeActivity: describe,
    ListActivities: list,
    GetActivityTask: poll,
  };
};

export const activityResource = (kernel: Kernel, store: ActivityStore): ResourceType => ({
  properties: {
    Name: executed,
    Tags: inert('nothing here reads them'),
    EncryptionConfiguration: inert('what is stored here lies in the folder of whoever runs it'),
  },
  declare({ properties }) {
    const { activityArn, name } = created(kernel, store, String(properties.Name));
    return { ref: activityArn, attributes: { Arn: activityArn, Name: name } };
  },
  remove: (activityArn) => store.delete(activityArn),
});
