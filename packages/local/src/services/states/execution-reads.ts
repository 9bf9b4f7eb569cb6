import type {
  DescribeExecutionCommandInput,
  DescribeExecutionCommandOutput,
  DescribeStateMachineForExecutionCommandInput,
  DescribeStateMachineForExecutionCommandOutput,
  GetExecutionHistoryCommandInput,
  GetExecutionHistoryCommandOutput,
  ListExecutionsCommandInput,
  ListExecutionsCommandOutput,
} from '@aws-sdk/client-sfn';
import type { Instant } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation } from '../../kernel/operations.ts';
import { type Answer, existing, on } from './api.ts';
import { type ExecutionStatus, isStatus } from './execution.ts';
import type { ExecutionRow, ExecutionStore } from './execution-store.ts';
import { historyPage } from './history-pages.ts';
import type { MachineStore } from './machine-store.ts';
import { decodeToken, page } from './page.ts';
import { notRedrivable } from './redrive-execution.ts';
import type { Qualified, VersionStore } from './version-store.ts';

const ended = ({ stopDate }: ExecutionRow) => (stopDate === undefined ? {} : { stopDate: new Date(stopDate) });

const mapRunOf = ({ mapRunArn }: ExecutionRow) => (mapRunArn === undefined ? {} : { mapRunArn });

const qualifiedBy = ({ versionArn, aliasArn }: ExecutionRow) => ({
  ...(versionArn === undefined ? {} : { stateMachineVersionArn: versionArn }),
  ...(aliasArn === undefined ? {} : { stateMachineAliasArn: aliasArn }),
});

/** Whether an execution was started by the version or alias that is asked for; all are the machine's. */
const isOf = (row: ExecutionRow, arn: string | undefined, found: Qualified | undefined): boolean => {
  if (found?.alias !== undefined) return row.aliasArn === arn;
  return found?.version === undefined || row.versionArn === arn;
};

const described = (row: ExecutionRow, now: Instant): Answer<DescribeExecutionCommandOutput> => ({
  executionArn: row.executionArn,
  stateMachineArn: row.machineArn,
  name: row.name,
  status: row.status,
  startDate: new Date(row.startDate),
  ...ended(row),
  input: row.input,
  inputDetails: { included: true },
  ...(row.output === undefined ? {} : { output: row.output, outputDetails: { included: true } }),
  ...mapRunOf(row),
  ...qualifiedBy(row),
  ...(row.error === undefined ? {} : { error: row.error }),
  ...(row.cause === undefined ? {} : { cause: row.cause }),
  redriveCount: row.redriveCount ?? 0,
  ...(row.redriveDate === undefined ? {} : { redriveDate: new Date(row.redriveDate) }),
  ...redriveStatus(row, now),
});

const redriveStatus = (row: ExecutionRow, now: Instant) => {
  const reason = notRedrivable(row, now);
  if (reason !== undefined) return { redriveStatus: 'NOT_REDRIVABLE' as const, redriveStatusReason: reason };
  return { redriveStatus: row.mapRunArn === undefined ? ('REDRIVABLE' as const) : ('REDRIVABLE_BY_MAP_RUN' as const) };
};

const idOf = (token: string | undefined): number | undefined => (token === undefined ? undefined : Number(token));

/** @throws AwsError ValidationException */
const statusOf = (filter: string | undefined): ExecutionStatus | undefined => {
  if (filter === undefined || isStatus(filter)) return filter;
  throw new AwsError('ValidationException', `statusFilter: '${filter}' is not a status of an execution`);
};

/** Operations that read executions. */
export const executionReads = (
  store: ExecutionStore,
  machines: MachineStore,
  versions: VersionStore,
  { region, clock }: Pick<Kernel, 'region' | 'clock'>,
): Readonly<Record<string, AnyOperation>> => {
  const describeExecution: Operation<DescribeExecutionCommandInput, Answer<DescribeExecutionCommandOutput>> = {
    needs: ({ executionArn }) => on('DescribeExecution', executionArn),
    run: ({ executionArn }) => described(existing(store, executionArn), clock.now()),
  };
  const listExecutions: Operation<ListExecutionsCommandInput, Answer<ListExecutionsCommandOutput>> = {
    needs: ({ stateMachineArn, mapRunArn }) => on('ListExecutions', stateMachineArn ?? mapRunArn),
    run({ stateMachineArn, mapRunArn, statusFilter, maxResults, nextToken }) {
      const found = mapRunArn === undefined ? versions.resolve(stateMachineArn ?? '', () => 0) : undefined;
      const machine = found?.machine;
      if (machine?.type === 'EXPRESS')
        throw new AwsError(
          'StateMachineTypeNotSupported',
          'This operation is not supported by this type of state machine',
        );
      const owner = mapRunArn ?? machine?.machineArn ?? '';
      const all = store.byOwner(owner, statusOf(statusFilter), decodeToken(nextToken));
      const wanted = all.filter(({ row }) => isOf(row, stateMachineArn, found));
      const { items, nextToken: next } = page(wanted, maxResults, ({ place }) => place);
      const executions = items.map(({ row }) => ({
        executionArn: row.executionArn,
        stateMachineArn: row.machineArn,
        name: row.name,
        status: row.status,
        startDate: new Date(row.startDate),
        ...ended(row),
        ...mapRunOf(row),
        ...qualifiedBy(row),
      }));
      return { executions, ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
  const getExecutionHistory: Operation<GetExecutionHistoryCommandInput, Answer<GetExecutionHistoryCommandOutput>> = {
    needs: ({ executionArn }) => on('GetExecutionHistory', executionArn),
    run({ executionArn, reverseOrder, includeExecutionData, maxResults, nextToken }) {
      const row = existing(store, executionArn);
      const { items, nextToken: next } = historyPage(store, row, {
        region,
        data: includeExecutionData !== false,
        reverse: reverseOrder === true,
        after: idOf(decodeToken(nextToken)),
        most: maxResults,
      });
      return { events: [...items], ...(next === undefined ? {} : { nextToken: next }) };
    },
  };
  const forExecution: Operation<
    DescribeStateMachineForExecutionCommandInput,
    Answer<DescribeStateMachineForExecutionCommandOutput>
  > = {
    needs: ({ executionArn }) => on('DescribeStateMachineForExecution', executionArn),
    run({ executionArn }) {
      const row = existing(store, executionArn);
      const { machineArn, machineName, roleArn } = row;
      const updatedAt = machines.find(machineArn)?.createdAt ?? row.startDate;
      return {
        stateMachineArn: machineArn,
        name: machineName,
        definition: machines.text(row.definition),
        roleArn,
        updateDate: new Date(updatedAt),
        ...mapRunOf(row),
      };
    },
  };
  return {
    DescribeExecution: describeExecution,
    ListExecutions: listExecutions,
    GetExecutionHistory: getExecutionHistory,
    DescribeStateMachineForExecution: forExecution,
  };
};
