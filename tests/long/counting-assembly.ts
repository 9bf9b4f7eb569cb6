import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A cloud assembly with a table and one function that counts into it. */
export interface CountingAssembly {
  readonly folder: string;
  readonly functionName: string;
  readonly tableName: string;
}

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: 'counts',
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
};

const statement = { Effect: 'Allow', Action: ['dynamodb:*', 'logs:*'], Resource: '*' };
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {},
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [statement] } }],
  },
};

const FUNCTION = {
  Type: 'AWS::Lambda::Function',
  Properties: {
    FunctionName: 'counter',
    Runtime: 'provided.al2023',
    Architectures: ['arm64'],
    Handler: 'bootstrap',
    Timeout: 60,
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { S3Bucket: 'assets', S3Key: 'counter' },
    Environment: { Variables: { COUNTS_TABLE_NAME: { Ref: 'Table' } } },
  },
};

/** Its function's code is an asset that the command makes, as in the system's own assembly. */
export const countingAssembly = (folder: string, command: readonly string[]): CountingAssembly => {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value));
  const destinations = { here: { bucketName: 'assets', objectKey: 'counter' } };
  write('Count.template.json', { Resources: { Table: TABLE, Role: ROLE, Function: FUNCTION } });
  write('Count.assets.json', { files: { counter: { source: { executable: command }, destinations } } });
  write('manifest.json', {
    artifacts: {
      Count: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Count.template.json' } },
      Assets: { type: 'cdk:asset-manifest', properties: { file: 'Count.assets.json' } },
    },
  });
  return { folder, functionName: 'counter', tableName: 'counts' };
};
