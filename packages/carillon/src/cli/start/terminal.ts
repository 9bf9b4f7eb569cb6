import { styleText } from 'node:util';

/** What kind of thing a line reports. */
export type Mark = 'run' | 'event' | 'consumer' | 'archive' | 'demo' | 'ready' | 'failure';

/** Where progress is printed: for people, so on the error stream; standard output is left to `--json`. */
export interface Terminal {
  /** One thing that happened, at an instant of cloud time. */
  line(at: number, mark: Mark, text: string): void;
  /** Something that goes on; rewritten in place on a terminal, printed now and then elsewhere. */
  progress(text: string): void;
  print(text: string): void;
}

type Style = Parameters<typeof styleText>[0];

const MARKS: Readonly<Record<Mark, readonly [glyph: string, style: Style]>> = {
  run: ['●', 'yellow'],
  event: ['│', 'dim'],
  consumer: ['→', 'dim'],
  archive: ['▤', 'cyan'],
  demo: ['✎', 'blue'],
  ready: ['▶', 'green'],
  failure: ['✗', 'red'],
};

const CLEAR_LINE = '\r\u001b[K';

/** Between two printed states of one progress where lines cannot be rewritten. */
const PROGRESS_EVERY_MS = 2_000;

export interface TerminalOptions {
  readonly stream: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly colour: boolean;
}

export const terminalOn = ({ stream, colour }: TerminalOptions): Terminal => {
  const rewrites = stream.isTTY === true;
  let pending = false;
  let shownAt = Number.NEGATIVE_INFINITY;
  const print = (text: string): void => {
    stream.write(`${pending && rewrites ? CLEAR_LINE : ''}${text}\n`);
    pending = false;
  };
  return {
    print,
    line(at, mark, text) {
      const [glyph, style] = MARKS[mark];
      const shown = colour ? styleText(style, glyph, { validateStream: false }) : glyph;
      print(`${new Date(at).toISOString().slice(11, 19)} ${shown} ${text}`);
    },
    progress(text) {
      if (rewrites) {
        stream.write(`${CLEAR_LINE}  … ${text}`);
        pending = true;
      } else if (performance.now() - shownAt > PROGRESS_EVERY_MS) {
        shownAt = performance.now();
        stream.write(`  … ${text}\n`);
      }
    },
  };
};
