import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { temporaryShop } from '../../fixture-project.ts';
import { archivedEvent, archiveObject } from '../../lake/fixture-archive.ts';
import { type Project, projectAt } from '../../project.ts';
import { type Command, parse, UsageError } from '../command.ts';
import { query } from '../query/command.ts';
import { archiveCommand } from './command.ts';

let project: Project;
const root = mkdtempSync(join(tmpdir(), 'archive-command-'));
const counted = archivedEvent(
  'StockCounted',
  { id: 'm1', occurredAt: '2026-11-24T11:00:00.000Z' },
  { id: 'm1', warehouseId: '1' },
);

beforeAll(async () => {
  project = projectAt(await temporaryShop(), { name: 'shop' });
  archiveObject(root, 'events/type=StockCounted/warehouseId=1/year=2026/month=11/day=24/hour=11/a.ndjson.gz', [
    counted,
  ]);
});
afterAll(() => {
  for (const folder of [root, project.root]) rmSync(folder, { recursive: true });
});

const run = async (command: Command, ...argv: readonly string[]): Promise<unknown> => {
  const lines: string[] = [];
  const spy = vi.spyOn(console, 'log').mockImplementation((text: string) => void lines.push(text));
  try {
    const { given, positionals } = parse(command, [...argv, '--json']);
    return { code: await command.run(given, positionals, project), ...(JSON.parse(lines.join('\n')) as object) };
  } finally {
    spy.mockRestore();
  }
};

describe('carillon archive parquet', () => {
  it('writes a copy that query reads', async () => {
    const to = join(root, 'lake');
    const written = await run(archiveCommand, 'parquet', '--archive', root, '--to', to);
    expect(written).toMatchObject({ code: 0, ok: true, objects: 1, files: 1, events: 1, to });
    const sql = 'SELECT detail.metadata.id, warehouseid FROM stock_counted';
    expect(await run(query, sql, '--archive', to, '--parquet')).toMatchObject({ code: 0, rows: [['m1', '1']] });
  });

  it.each([
    [archiveCommand, ['parquet'], '--to <dir>'],
    [archiveCommand, ['parquet', '--to', root, '--put'], 'not both'],
    [archiveCommand, ['parquet', '--to', root, '--dry-run'], '--dry-run is for --put'],
    [archiveCommand, ['parquet', '--put', '--data', root], 'leave out --data'],
    [archiveCommand, ['parquet', '--put', '--from', 'then'], '--from takes an instant'],
    [archiveCommand, ['json', '--to', root], 'archive takes parquet'],
    [query, ['SELECT 1', '--parquet', '--data', root], 'name its folder by --archive'],
  ] as const)('%# is not usable', async (command, argv, message) => {
    const refused = run(command, ...argv);
    await expect(refused).rejects.toThrow(message);
    await expect(run(command, ...argv)).rejects.toBeInstanceOf(UsageError);
    expect(existsSync(join(root, 'parquet'))).toBe(false);
  });
});
