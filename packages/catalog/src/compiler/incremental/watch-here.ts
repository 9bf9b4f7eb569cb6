import { statSync } from 'node:fs';
import { join } from 'node:path';
import { documentFile } from '../load/load-catalog.ts';
import { listFiles } from '../load/read-source.ts';
import { keep, resumeSession } from './build-here.ts';
import type { FileWriter } from './file-writer.ts';
import { generated } from './generated-folder.ts';
import type { Session } from './session.ts';
import { sourceFolders } from './sources.ts';
import type { CatalogWatch, TimedTurn, Turn } from './turn.ts';
import { watchTree } from './watch-tree.ts';

/** An editor saves in several steps; this long after the last one it is done. */
const SETTLED = 10;

/**
 * Compiles a catalog in this thread, and again whenever a source changes or a generated file is not what it was: turn after turn, each
 * reported when it has ended.
 */
export async function watchHere(
  root: string,
  report: (turn: TimedTurn) => void,
  writer?: FileWriter,
): Promise<CatalogWatch> {
  const session = resumeSession(root, writer);
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const settle = (): void => {
    running = running.then(async () => {
      const paths = [...waiting].filter((path) => !isOwn(root, session, path));
      waiting.clear();
      if (paths.length === 0) return;
      const turn = await timed(() => session.turn(paths));
      if (isNews(turn)) report(turn);
    });
  };
  const tree = watchTree(root, { files: [documentFile], folders: [...sourceFolders, generated] }, (path) => {
    waiting.add(path);
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED);
  });
  const begin = async (): Promise<void> => {
    const first = await timed(() => session.turn());
    report(first);
    await session.warm();
    keep(root, session, first);
  };
  // What the watch reports meanwhile, the session's own writes among it, waits for its turn.
  running = begin();
  await running;
  return {
    async close() {
      clearTimeout(timer);
      tree.close();
      await running;
    },
  };
}

async function timed(turn: () => Promise<Turn>): Promise<TimedTurn> {
  const start = performance.now();
  const result = await turn();
  return { ...result, milliseconds: performance.now() - start };
}

/** What the session wrote is seen by its own watch as well. */
function isOwn(root: string, session: Session, path: string): boolean {
  if (path !== generated && !path.startsWith(`${generated}/`)) return false;
  const isFolder = statSync(join(root, path), { throwIfNoEntry: false })?.isDirectory() === true;
  return (isFolder ? listFiles(root, path) : [path]).every((file) => session.isAsWritten(file));
}

const isNews = ({ changed, stale, missing, extra }: Turn): boolean =>
  [changed, stale, missing, extra].some((paths) => paths.length > 0);
