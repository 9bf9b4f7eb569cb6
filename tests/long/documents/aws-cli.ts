import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../documents/fenced-blocks.ts';

/** The folder of an AWS CLI: the one that `.ci/aws-cli` installs, or that of the machine; undefined when there is none. */
export const awsCliFolder = (): string | undefined => {
  const [installed] = globSync('.carillon/aws-cli-*/bin/aws', { cwd: ROOT });
  if (installed !== undefined) return join(ROOT, dirname(installed));
  const { status, stdout } = spawnSync('bash', ['-c', 'aws --version >/dev/null 2>&1 && command -v aws'], {
    encoding: 'utf8',
  });
  return status === 0 ? dirname(stdout.trim()) : undefined;
};
