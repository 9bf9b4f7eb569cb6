import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block } from '../../documents/fenced-blocks.ts';
import type { Reading } from './reading.ts';

/** A snippet is a file of its own: checked as strictly as the sources, then run. */
export const runTypeScript = async ({ reader, shell, document }: Reading, block: Block): Promise<readonly string[]> => {
  const name = `snippet-${block.line}.ts`;
  const config = `snippet-${block.line}.json`;
  const within = (file: string): string => join(reader.project.path, file);
  writeFileSync(within(name), block.text);
  writeFileSync(
    within(config),
    JSON.stringify({
      extends: './tsconfig.json',
      compilerOptions: { incremental: false, tsBuildInfoFile: null },
      include: [],
      files: [name],
    }),
  );
  const faults: string[] = [];
  for (const command of [`npx tsc -p ${config}`, `npx node ${name}`]) {
    const { code, text } = await shell.run(command);
    if (code !== 0) faults.push(`${document}:${block.line}: ${command} ended with ${code}\n${text.slice(-1_000)}`);
  }
  return faults;
};
