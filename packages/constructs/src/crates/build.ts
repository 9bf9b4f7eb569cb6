import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compileForAws, NotCompiledError } from './compile.ts';
import { crateFolders, crateHash } from './made-of.ts';
import { NoToolchainError } from './toolchain.ts';

// `npm run build:rust`: every crate, for AWS. With --asset: one of them, and its zip file's path on standard output, as
// CDK asks for when it publishes the asset (cdk-assets, FileAssetHandler.externalPackageFile).
const ROOT = join(import.meta.dirname, '../../../..');

const { values } = parseArgs({ options: { asset: { type: 'string' }, 'made-of': { type: 'string' } } });

const build = (crate: string): string => compileForAws(ROOT, crate, (text) => console.error(text));

/** The asset's name in S3 is the hash that the synthesis saw: nothing else may go there. */
const requireSame = (crate: string, madeOf: string | undefined): void => {
  if (madeOf === undefined || madeOf === crateHash(ROOT, crate)) return;
  throw new NotCompiledError(`${crate} has changed since it was synthesized: synthesize again, then publish.`);
};

try {
  if (values.asset === undefined) for (const crate of crateFolders(ROOT)) build(crate);
  else {
    requireSame(values.asset, values['made-of']);
    console.log(build(values.asset));
  }
} catch (error) {
  if (!(error instanceof NotCompiledError || error instanceof NoToolchainError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
