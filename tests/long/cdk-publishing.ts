import { spawn } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startCloud } from '@carillon/local/cloud';

const ROOT = join(import.meta.dirname, '../..');
const BUCKET = 'cdk-hnb659fds-assets-000000000000-us-east-1';

/** What `cdk bootstrap` leaves in an account, as far as publishing looks for it. */
const BOOTSTRAPPED = {
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: BUCKET } },
  Version: {
    Type: 'AWS::SSM::Parameter',
    Properties: { Name: '/cdk-bootstrap/hnb659fds/version', Type: 'String', Value: '28' },
  },
};

const bootstrapped = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  const stack = { type: 'aws:cloudformation:stack', properties: { templateFile: 'Toolkit.template.json' } };
  writeFileSync(join(folder, 'Toolkit.template.json'), JSON.stringify({ Resources: BOOTSTRAPPED }));
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { Toolkit: stack } }));
  return folder;
};

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

const cdk = (variables: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    // The command that makes an asset is `node`: the one that the project brings.
    const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
    const child = spawn(join(ROOT, 'node_modules/.bin/cdk'), args, {
      cwd: ROOT,
      env: {
        ...process.env,
        PATH,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
        CDK_DISABLE_CLI_TELEMETRY: 'true',
        ...variables,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (said += part.toString()));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, said }));
  });

interface Made {
  readonly stack: string;
  readonly key: string;
}

/** The one asset of the assembly that a command makes. */
const madeIn = (assembly: string): Made => {
  const found = globSync('*.assets.json', { cwd: assembly }).flatMap((file) => {
    const { files } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as {
      readonly files: Readonly<Record<string, { readonly source: { readonly executable?: readonly string[] } }>>;
    };
    const keys = Object.keys(files).filter((key) => files[key]?.source.executable !== undefined);
    return keys.map((key) => ({ stack: file.replace('.assets.json', ''), key }));
  });
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} assets of ${assembly} are made by commands`);
  return only;
};

export interface Publishing extends Ended {
  /** The object under the asset's key, once `code` is 0. */
  readonly object: Buffer;
}

/** Synthesizes the system and has CDK itself publish the stack with the crate, to the S3 of a local cloud. */
export const publishWithCdk = async (work: string): Promise<Publishing> => {
  const assembly = join(work, 'cdk.out');
  const synthesis = await cdk({}, 'synth', '--quiet', '--output', assembly);
  if (synthesis.code !== 0) throw new Error(synthesis.said);
  const { stack, key } = madeIn(assembly);
  const cloud = await startCloud({ assembly: bootstrapped(join(work, 'toolkit')) });
  try {
    const endpoint = { AWS_ENDPOINT_URL: cloud.endpoint, AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const args = ['publish-assets', stack, '--exclusively', '--unstable=publish-assets', '--app', assembly];
    const ended = await cdk(endpoint, ...args);
    if (ended.code !== 0) return { ...ended, object: Buffer.alloc(0) };
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const s3 = new S3Client({ endpoint: cloud.endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }));
    return { ...ended, object: Buffer.from((await Body?.transformToByteArray()) ?? []) };
  } finally {
    await cloud.stop();
  }
};
