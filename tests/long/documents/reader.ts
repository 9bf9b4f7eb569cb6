import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StandingCarillon } from '../standing-carillon.ts';
import { awsCliFolder } from './aws-cli.ts';
import { copyProject, type ProjectCopy } from './project-copy.ts';
import { openShell, type Shell } from './shell.ts';

/** Somebody who reads documents: a clone of the project, a cloud that runs beside it, and a shell for each document. */
export interface Reader {
  readonly project: ProjectCopy;
  readonly cloud: StandingCarillon;
  readonly scratch: string;
  readonly hasAwsCli: boolean;
  /** `isTold`: the document says itself where the cloud is. */
  openShell(isTold: boolean): Shell;
  close(): void;
}

/** What a terminal has of the environment, without what npm, vitest and the AWS SDK would be led by. */
const terminal = (): NodeJS.ProcessEnv => {
  const led = /^(npm_|NODE|VITE|TEST|AWS_|INIT_CWD|DEV$|PROD$|MODE$|SSR$|CDK)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !led.test(name)));
  const path = (env.PATH ?? '').split(':').filter((folder) => !folder.includes('node_modules'));
  return { ...env, PATH: path.join(':'), NO_COLOR: '1', npm_config_update_notifier: 'false' };
};

const cloudVariables = (endpoint: string): NodeJS.ProcessEnv => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
});

/**
 * - npx takes four times as long as what it starts, so it is really asked once for each program.
 * - The AWS CLI asks AWS itself when there are no credentials, and pages its answers.
 * - Version 1 sends `aws sqs` to AWS wherever AWS_ENDPOINT_URL leads, but not where --endpoint-url does.
 */
const before = (scratch: string): string => `
npx() {
  if [ ! -e '${scratch}/npx-'"$1" ]; then touch '${scratch}/npx-'"$1"; command npx "$@"; return; fi
  local program="node_modules/.bin/$1"
  if [ "$1" = carillon ]; then program=packages/carillon/bin/carillon.mjs; fi
  shift
  PATH="$PWD/node_modules/.bin:$PATH" "$program" "$@"
}
aws() {
  if [ "$1" = sqs ]; then command aws --endpoint-url "$AWS_ENDPOINT_URL" "$@"; else command aws "$@"; fi
}
export AWS_EC2_METADATA_DISABLED=true AWS_PAGER=
`;

export const newReader = (cloud: StandingCarillon): Reader => {
  const project = copyProject();
  const scratch = mkdtempSync(join(tmpdir(), 'carillon-reader-'));
  const aws = awsCliFolder();
  const env: NodeJS.ProcessEnv = { ...terminal(), npm_config_cache: join(scratch, 'npm') };
  mkdirSync(join(scratch, 'npm'));
  return {
    project,
    cloud,
    scratch,
    hasAwsCli: aws !== undefined,
    openShell: (isTold) =>
      openShell({
        cwd: project.path,
        scratch,
        before: before(scratch),
        env: {
          ...env,
          PATH: aws === undefined ? env.PATH : `${aws}:${env.PATH}`,
          ...(isTold ? {} : cloudVariables(cloud.endpoint)),
        },
      }),
    close() {
      project.remove();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
};
