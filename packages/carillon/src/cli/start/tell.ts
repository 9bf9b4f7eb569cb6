/** Where the story is told: people read it, so it goes to the error stream and leaves standard output to `--json`. */
export interface Teller {
  /** One thing that happened, at a moment of cloud time. */
  line(at: number, mark: Mark, text: string): void;
  /** Something that goes on; rewritten in place on a terminal, told now and then elsewhere. */
  progress(text: string): void;
  plain(text: string): void;
}

export type Mark = 'run' | 'event' | 'archive' | 'notice' | 'app' | 'ready' | 'trouble';

const GLYPH: Readonly<Record<Mark, string>> = {
  run: '●',
  event: '│',
  archive: '▤',
  notice: '♪',
  app: '✎',
  ready: '▶',
  trouble: '✗',
};

const COLOUR: Readonly<Record<Mark, string>> = {
  run: '\u001b[33m',
  event: '\u001b[2m',
  archive: '\u001b[36m',
  notice: '\u001b[35m',
  app: '\u001b[34m',
  ready: '\u001b[32m',
  trouble: '\u001b[31m',
};

const RESET = '\u001b[0m';
const CLEAR_LINE = '\r\u001b[K';

/** Between two told states of one progress where lines cannot be rewritten. */
const PROGRESS_EVERY_MS = 2_000;

export interface TellerOptions {
  readonly stream: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly colour: boolean;
}

export const teller = ({ stream, colour }: TellerOptions): Teller => {
  const terminal = stream.isTTY === true;
  let pending = false;
  let told = Number.NEGATIVE_INFINITY;
  const write = (text: string): void => {
    stream.write(`${pending && terminal ? CLEAR_LINE : ''}${text}\n`);
    pending = false;
  };
  return {
    line(at, mark, text) {
      const glyph = colour ? `${COLOUR[mark]}${GLYPH[mark]}${RESET}` : GLYPH[mark];
      write(`${new Date(at).toISOString().slice(11, 19)} ${glyph} ${text}`);
    },
    progress(text) {
      if (terminal) {
        stream.write(`${CLEAR_LINE}  … ${text}`);
        pending = true;
      } else if (performance.now() - told > PROGRESS_EVERY_MS) {
        told = performance.now();
        stream.write(`  … ${text}\n`);
      }
    },
    plain: write,
  };
};
