import { type FromThread, isLarge, startThread } from './thread.ts';
import type { CatalogWatch, TimedTurn } from './turn.ts';

/** Follows a catalog: each turn is reported when it has ended, the first one before this resolves. */
export async function watchCatalog(root: string, report: (turn: TimedTurn) => void): Promise<CatalogWatch> {
  if (isLarge(root)) return watchInThread(root, report);
  const { watchHere } = await import('./watch-here.ts');
  return watchHere(root, report);
}

function watchInThread(root: string, report: (turn: TimedTurn) => void): Promise<CatalogWatch> {
  const thread = startThread({ kind: 'watch', root });
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  const close = async (): Promise<void> => {
    thread.postMessage('close');
    await ended;
  };
  return new Promise((resolve, reject) => {
    // After the first turn a failure has nobody who waits for it: it ends the process, as one in this thread would.
    let fail: (error: unknown) => void = reject;
    thread.on('error', (error) => fail(error));
    thread.on('message', (message: FromThread) => {
      if (message.kind === 'turned') report(message.turn);
      if (message.kind !== 'watching') return;
      fail = (error) => {
        throw error;
      };
      resolve({ close });
    });
  });
}
