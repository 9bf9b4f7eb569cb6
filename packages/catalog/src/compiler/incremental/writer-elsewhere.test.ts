import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, expect, it } from 'vitest';
import { writeFor, writerAt } from './writer-elsewhere.ts';

const root = mkdtempSync(join(tmpdir(), 'carillon-writer-'));
afterAll(() => rmSync(root, { recursive: true }));
const at = (name: string): string => join(root, 'a', name);

it('writes for a thread, batch after batch and turn after turn, though the folder goes in between', async () => {
  const { port1, port2 } = new MessageChannel();
  writeFor(port2);
  const writer = writerAt(port1);
  for (let turn = 0; turn < 3; turn += 1) {
    for (let file = 0; file < 80; file += 1) await writer.write(at(`${file}`), `${turn} ${file}`);
    // All that was sent is answered before more is: a turn that waits for something else in between.
    await once(port1, 'message');
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (let file = 80; file < 120; file += 1) await writer.write(at(`${file}`), `${turn} ${file}`);
    await writer.done();
    expect(readFileSync(at('0'), 'utf8')).toBe(`${turn} 0`);
    expect(readFileSync(at('119'), 'utf8')).toBe(`${turn} 119`);
    expect(port1.listenerCount('message')).toBe(0);
    rmSync(join(root, 'a'), { recursive: true });
  }
  port1.close();
});

it('tells the first write that failed, and writes again after it', async () => {
  const { port1, port2 } = new MessageChannel();
  writeFor(port2);
  const writer = writerAt(port1);
  await writer.write(join(root, '\0'), '');
  await expect(writer.done()).rejects.toThrow('null bytes');
  expect(port1.listenerCount('message')).toBe(0);
  await writer.write(at('after'), 'it');
  await writer.done();
  expect(readFileSync(at('after'), 'utf8')).toBe('it');
  port1.close();
});
