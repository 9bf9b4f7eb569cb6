import { parseArgs } from 'node:util';
import { isCoded } from '@carillon/runtime/errors';
import { compileForAws, NotCompiledError } from './compile.ts';
import { crateFolders, crateHash } from './crate.ts';

// Every crate of the project it is run in, compiled for AWS. With --asset: one of them, and its zip file's path on
// standard output, as CDK asks for when it publishes the asset (cdk-assets, FileAssetHandler.externalPackageFile).
const root = process.cwd();

const { values } = parseArgs({ options: { asset: { type: 'string' }, 'made-of': { type: 'string' } } });

const build = (crate: string): string => compileForAws(root, crate, (text) => console.error(text));

/** The asset's name in S3 is the hash that the synthesis saw: nothing else may go there. */
const requireSame = (crate: string, madeOf: string | undefined): void => {
  if (madeOf === undefined || madeOf === crateHash(root, crate)) return;
  throw new NotCompiledError(`${crate} has changed since it was synthesized: synthesize again, then publish.`);
};

try {
  if (values.asset === undefined) for (const crate of crateFolders(root)) build(crate);
  else {
    requireSame(values.asset, values['made-of']);
    console.log(build(values.asset));
  }
} catch (error) {
  if (!isCoded(error)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
