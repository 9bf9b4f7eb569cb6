import { pointerTo } from '../pointer.ts';

/** A key that an object has a second time, and where in the text it comes again. */
export interface RepeatedKey {
  readonly pointer: string;
  readonly offset: number;
}

const keysIn = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const isList = Array.isArray(value);
  let count = isList ? 0 : Object.keys(value).length;
  for (const item of isList ? value : Object.values(value)) if (typeof item === 'object') count += keysIn(item);
  return count;
};

const QUOTE = '"'.charCodeAt(0);
const SPACE = ' '.charCodeAt(0);

/** Colons behind a quote: one for each key of the text, and a few more where strings hold some. */
const mostKeysIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) <= SPACE) before -= 1;
    if (text.charCodeAt(before) === QUOTE) count += 1;
  }
  return count;
};

interface Frame {
  /** Undefined in a list. */
  readonly keys: Set<string> | undefined;
  step: string | number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Takes one token in: true for a key that its object has already, which is the last step of `frames` then. */
const take = (frames: Frame[], token: string, isKey: boolean): boolean => {
  const frame = frames.at(-1);
  if (token === '{') frames.push({ keys: new Set(), step: '' });
  else if (token === '[') frames.push({ keys: undefined, step: 0 });
  else if (token === '}' || token === ']') frames.pop();
  else if (frame === undefined) return false;
  else if (token === ',') frame.step = typeof frame.step === 'number' ? frame.step + 1 : frame.step;
  else if (isKey && frame.keys !== undefined) {
    frame.step = String(JSON.parse(token));
    return frame.keys.size === frame.keys.add(frame.step).size;
  }
  return false;
};

const scan = (text: string): RepeatedKey | undefined => {
  const frames: Frame[] = [];
  let isKeyNext = false;
  for (const { 0: token, index: offset } of text.matchAll(TOKEN)) {
    if (take(frames, token, isKeyNext)) return { pointer: pointerTo('', ...frames.map(({ step }) => step)), offset };
    isKeyNext = token === '{' || token === ',';
  }
  return undefined;
};

/** The first key that comes twice in an object of `text`, which is JSON and holds `value`: counted first, which is cheap. */
export const repeatedKey = (text: string, value: unknown): RepeatedKey | undefined =>
  mostKeysIn(text) === keysIn(value) ? undefined : scan(text);
