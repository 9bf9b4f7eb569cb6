import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { pascalCase } from '@carillon/catalog/names';
import { type Cloud, OperateError } from './cloud.ts';

/** Names are made by CloudFormation from stack and construct: `<stack>-<construct>...`, buckets in lower case. */
const only = ({ prefix, where }: Cloud, names: readonly (string | undefined)[], part: string): string => {
  const has = (name: string, text: string): boolean => name.toLowerCase().includes(text.toLowerCase());
  const found = names.filter((name) => name !== undefined && has(name, prefix) && has(name, part)) as readonly string[];
  const [name] = found;
  if (name !== undefined && found.length === 1) return name;
  const fix = 'Name the cloud by --endpoint or --profile, and its stacks by --prefix.';
  throw new OperateError('NOT_FOUND', `${where} has ${found.length} of ${prefix}…${part}`, fix);
};

interface NamePage {
  readonly names: readonly (string | undefined)[];
  readonly next: string | undefined;
}

/** An account has more tables and queues than one page of a listing holds. */
const everyName = async (page: (token: string | undefined) => Promise<NamePage>): Promise<NamePage['names']> => {
  const all: (string | undefined)[] = [];
  let token: string | undefined;
  do {
    const { names, next } = await page(token);
    all.push(...names);
    token = next;
  } while (token !== undefined);
  return all;
};

/** The one bucket of the stacks whose construct is called so. @throws OperateError NOT_FOUND */
export const bucketNamed = async (cloud: Cloud, part: string): Promise<string> => {
  const names = await everyName(async (ContinuationToken) => {
    const { Buckets = [], ContinuationToken: next } = await cloud.s3.send(
      new ListBucketsCommand(ContinuationToken === undefined ? {} : { ContinuationToken }),
    );
    return { names: Buckets.map(({ Name }) => Name), next };
  });
  return only(cloud, names, part);
};

export const archiveBucket = (cloud: Cloud): Promise<string> => bucketNamed(cloud, 'ArchiveBucket');

/** The one table of the stacks whose construct is called so. @throws OperateError NOT_FOUND */
export const tableNamed = async (cloud: Cloud, part: string): Promise<string> => {
  const names = await everyName(async (ExclusiveStartTableName) => {
    const { TableNames = [], LastEvaluatedTableName: next } = await cloud.dynamodb.send(
      new ListTablesCommand(ExclusiveStartTableName === undefined ? {} : { ExclusiveStartTableName }),
    );
    return { names: TableNames, next };
  });
  return only(cloud, names, part);
};

export const ledgerTable = (cloud: Cloud): Promise<string> => tableNamed(cloud, 'LedgerTable');

/** The state machine of a workflow: its construct is called as the workflow is, in Pascal case. */
export const stateMachineArn = async (cloud: Cloud, workflow: string): Promise<string> => {
  const arns = await everyName(async (nextToken) => {
    const { stateMachines = [], nextToken: next } = await cloud.sfn.send(
      new ListStateMachinesCommand(nextToken === undefined ? {} : { nextToken }),
    );
    return { names: stateMachines.map((machine) => machine.stateMachineArn), next };
  });
  return only(cloud, arns, pascalCase(workflow));
};

/** URLs of all queues of the stacks. */
export const queueUrls = async ({ sqs, prefix }: Cloud): Promise<readonly string[]> => {
  const urls = await everyName(async (token) => {
    const more = token === undefined ? {} : { NextToken: token };
    const page = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 1_000, ...more }));
    return { names: page.QueueUrls ?? [], next: page.NextToken };
  });
  return urls.filter((url) => url !== undefined).toSorted();
};

export const nameOfQueue = (url: string): string => url.split('/').at(-1) ?? url;
