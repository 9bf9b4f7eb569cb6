import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endless } from '../../documents/endless.ts';
import { type Block, blocksOf, commandsOf, read } from '../../documents/fenced-blocks.ts';
import { reasonNotToRun } from '../../documents/not-run.ts';
import { outputOf } from '../../documents/outputs.ts';
import { arrangements } from './arrangements.ts';
import { notPrinted } from './compare.ts';
import { filled, unfilled } from './placeholders.ts';
import type { Reader } from './reader.ts';
import type { Reading } from './reading.ts';
import type { Shell } from './shell.ts';
import { runTypeScript } from './type-script.ts';

const last = (text: string): string => text.trim().split('\n').slice(-15).join('\n');

const runEndless = async (reading: Reading, command: string, typed: string): Promise<void> => {
  const row = endless.find((each) => each.command === command);
  if (row === undefined) return;
  const signal = row.signals?.[reading.printed.has(command) ? 1 : 0] ?? 'SIGINT';
  const { said, code, text } = await reading.shell.runUntil(typed, row.until, signal);
  reading.printed.set(command, text);
  if (!said) reading.faults.push(`${command}: never said ${row.until}\n${last(text)}`);
  // 130 is 128 and SIGINT's number: npm and what does not handle it end so (Bash manual, "Exit Status").
  const expected = signal === 'SIGKILL' ? [137] : [0, 130];
  if (!expected.includes(code)) reading.faults.push(`${command}: ended with ${code} after ${signal}\n${last(text)}`);
};

const PATIENCE_MS = 60_000;

/** A run of the schedule may be on its way: what is refused for it says to come again, which a reader does. */
const runAsTold = async (shell: Shell, typed: string): ReturnType<Shell['run']> => {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const ending = await shell.run(typed);
    if (ending.code === 0 || !ending.text.includes('RUN_ACTIVE') || performance.now() > end) return ending;
  }
};

const handleCommand = async (reading: Reading, command: string): Promise<void> => {
  const { reader, shell, faults, skipped, printed } = reading;
  if (reasonNotToRun(command) !== undefined) return;
  if (/^aws /.test(command) && !reader.hasAwsCli) return void skipped.push(command);
  const typed = await filled(command, reader.cloud, reader.scratch);
  const left = unfilled(typed);
  if (left.length > 0) return void faults.push(`${command}: nothing is known of ${left.join(', ')}`);
  if (endless.some((each) => each.command === command)) return runEndless(reading, command, typed);
  const { code, text } = await runAsTold(shell, typed);
  printed.set(command, text);
  if (code !== 0) faults.push(`${typed}: ended with ${code}\n${last(text)}`);
};

const compareOutput = async (reading: Reading, text: string): Promise<void> => {
  const output = outputOf(reading.document, text);
  if (output?.kind === 'printed') {
    const missing = notPrinted(text, reading.printed.get(output.by) ?? '');
    if (missing.length > 0) reading.faults.push(`${output.by} does not print:\n${missing.join('\n')}`);
  }
  if (output?.kind !== 'arranged') return;
  const printed = await arrangements[output.by](reading);
  const missing = notPrinted(text, printed);
  if (missing.length > 0)
    reading.faults.push(`${output.by} does not print:\n${missing.join('\n')}\nbut\n${last(printed)}`);
};

const writeFile = ({ reader }: Reading, { write = '', text }: Block): void => {
  const file = join(reader.project.path, write);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};

const followBlock = async (reading: Reading, block: Block): Promise<void> => {
  if (block.title !== undefined) return;
  if (block.write !== undefined) return writeFile(reading, block);
  if (block.language === 'sh') {
    for (const command of commandsOf(block.text)) await handleCommand(reading, command);
    return;
  }
  if (block.language === 'ts') return void reading.faults.push(...(await runTypeScript(reading, block)));
  if (block.language === '') await compareOutput(reading, block.text);
};

export interface ReadThrough {
  readonly faults: readonly string[];
  readonly skipped: readonly string[];
}

/** Does what a document says, from its first block to its last. */
export const readDocument = async (document: string, reader: Reader): Promise<ReadThrough> => {
  const text = read(document);
  const shell = reader.openShell(text.includes('export AWS_ENDPOINT_URL'));
  const reading: Reading = { document, reader, shell, printed: new Map(), faults: [], skipped: [] };
  const began = performance.now();
  try {
    for (const block of blocksOf(text)) await followBlock(reading, block);
  } catch (error) {
    reading.faults.push(String(error));
  } finally {
    shell.close();
    reader.project.reset();
  }
  console.log(`documents: ${document} ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return reading;
};
