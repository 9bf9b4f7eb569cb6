import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Project } from '../../project.ts';

/** What a template may be made of. Packages that are installed change with package-lock.json. */
const INPUTS = (app: string): readonly string[] => [
  'asyncapi.yaml',
  'cdk.json',
  'package-lock.json',
  `{${dirname(app)},generated,src,packages/{constructs,runtime}/src}/**/*.{ts,js,mjs,json}`,
  '{.,generated/rust,src/consumers/*}/Cargo.{toml,lock}',
  '{generated/rust,src/consumers/*}/src/**/*.rs',
];

/** Hash of all files that an assembly may be made of; the same hash means the same assembly. */
export const inputsHash = ({ root, config }: Project): string => {
  const hash = createHash('sha256');
  for (const file of INPUTS(config.app)
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
};

/** Runs the CDK app by the Node that runs this: `cdk` would take whichever `node` is first on the path. */
const runApp = (
  { root, config }: Project,
  assembly: string,
): Promise<{ readonly status: number; readonly output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [config.app], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CDK_OUTDIR: assembly },
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
export const synthesize = async (project: Project): Promise<Synthesis> => {
  const assembly = join(project.root, 'cdk.out');
  const stamp = join(project.root, '.carillon', 'synth.stamp');
  const hash = inputsHash(project);
  const fresh =
    existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(join(assembly, 'manifest.json'));
  if (fresh) return { assembly, made: false };
  const { status, output } = await runApp(project, assembly);
  if (status !== 0) throw new SynthesisError(`the synthesis ended with ${status}:\n${errorIn(output)}`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, hash);
  return { assembly, made: true };
};
