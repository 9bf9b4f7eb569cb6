// json-schema-to-typescript alone, as its users call it but without its formatter: one file of types for each event.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { compileFromFile } from 'json-schema-to-typescript';
import { schemaFiles } from './schemas.mjs';

const root = process.argv[2] ?? '.';
for (const file of schemaFiles(root)) {
  const types = await compileFromFile(file, { format: false, cwd: dirname(file) });
  const out = join(root, '.peers/types', `${relative(join(root, 'catalog'), file)}.d.ts`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, types);
}
