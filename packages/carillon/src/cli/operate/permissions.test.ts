import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../../../..');

/** Prefix of a service's actions, by its client's package. */
const PREFIXES: Readonly<Record<string, string>> = {
  'client-athena': 'athena',
  'client-dynamodb': 'dynamodb',
  'client-lambda': 'lambda',
  'client-s3': 's3',
  'client-sfn': 'states',
  'client-sqs': 'sqs',
  'lib-dynamodb': 'dynamodb',
};

/** Where an action is not called like its operation ("Service Authorization Reference"). */
const ACTIONS: Readonly<Record<string, string>> = {
  'lambda:Invoke': 'lambda:InvokeFunction',
  // Ours always name the version.
  's3:DeleteObject': 's3:DeleteObjectVersion',
  's3:ListBuckets': 's3:ListAllMyBuckets',
  's3:ListObjectsV2': 's3:ListBucket',
  's3:ListObjectVersions': 's3:ListBucketVersions',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
  'sqs:ChangeMessageVisibilityBatch': 'sqs:ChangeMessageVisibility',
};

const IMPORTS = /import \{([^}]+)\} from '@aws-sdk\/((?:client|lib)-[\w-]+)'/g;

/** The action of each command that the operator's commands send. */
const needed = (): readonly string[] => {
  const files = globSync('packages/carillon/src/{cli/{operate,archive,erase,query,consumer},lake}/*.ts', { cwd: ROOT });
  const actions = files
    .filter((file) => !file.includes('.test.'))
    .flatMap((file) => [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORTS)])
    .flatMap(([, names = '', client = '']) =>
      [...names.matchAll(/\b(\w+)Command\b/g)].map(([, operation]) => `${PREFIXES[client] ?? client}:${operation}`),
    );
  return [...new Set(actions.map((action) => ACTIONS[action] ?? action))].toSorted();
};

describe('the permissions that operating takes', () => {
  const documented = readFileSync(join(ROOT, 'docs/operate.md'), 'utf8').split('## What it takes')[1] ?? '';

  it('are documented, those that a call brings with it too', () => {
    expect(needed().length).toBeGreaterThan(15);
    // "StartMessageMoveTask": whoever starts it needs these as well, of both queues and their key.
    const brought = [
      'sqs:DeleteMessage',
      'sqs:ReceiveMessage',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      's3:GetObjectVersion',
    ];
    expect([...needed(), ...brought].filter((action) => !documented.includes(`\`${action}\``))).toEqual([]);
  });
});
