import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT: string = fileURLToPath(new URL('../../../../../', import.meta.url));
const INPUTS = [
  'asyncapi.yaml',
  'cdk.json',
  'package-lock.json',
  '{infra,generated,packages/constructs/src,packages/runtime/src,src}/**/*.{ts,js,mjs,json}',
  '{.,generated/rust,src/consumers/*}/Cargo.{toml,lock}',
  '{generated/rust,src/consumers/*}/src/**/*.rs',
];
const STAMP = join(ROOT, '.carillon', 'synth.stamp');

/** What the assembly is made of; the same hash means the same assembly. */
export const inputsHash = (): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS.flatMap((pattern) => globSync(pattern, { cwd: ROOT })).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(ROOT, file)))
      .update('\0');
  }
  return hash.digest('hex');
};

/** The app that cdk.json names, by the Node that runs this: `cdk` would take whichever `node` is first on the path. */
const APP = 'infra/app.ts';

const run = (
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<{ readonly status: number; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (output += part.toString()));
    child.once('error', reject);
    child.once('exit', (code) => resolve({ status: code ?? 1, output }));
  });

/** What a person needs of a failed process's output: the error, without where Node was and what it called. */
export const errorIn = (output: string): string => {
  const lines = output.trim().split('\n');
  const from = lines.findIndex((line) => /^(\w*Error\b.*:|.*\bERROR:)/.test(line));
  const rest = lines.slice(Math.max(0, from));
  const frame = rest.findIndex((line) => /^\s+at /.test(line));
  return (frame < 1 ? rest : rest.slice(0, frame)).join('\n');
};

/** The synthesis failed; the message is what it said. */
export class SynthesisError extends Error {
  readonly code = 'SYNTHESIS';
}

export interface Synthesis {
  readonly assembly: string;
  readonly made: boolean;
}

/** Does what `cdk synth` does, unless the assembly that is there was made of the same files. @throws SynthesisError */
export const synthesize = async (): Promise<Synthesis> => {
  const assembly = join(ROOT, 'cdk.out');
  const hash = inputsHash();
  const fresh =
    existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash && existsSync(join(assembly, 'manifest.json'));
  if (fresh) return { assembly, made: false };
  const { status, output } = await run(process.execPath, [APP], { CDK_OUTDIR: assembly });
  if (status !== 0) throw new SynthesisError(`the synthesis ended with ${status}:\n${errorIn(output)}`);
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, hash);
  return { assembly, made: true };
};
