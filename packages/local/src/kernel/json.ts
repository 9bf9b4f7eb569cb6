export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Objects and lists in one another: what recursion can follow everywhere, and what Jackson, the reader of AWS's services, takes. */
export const MOST_LEVELS = 1_000;

const [QUOTE, BACKSLASH] = [0x22, 0x5c];
const OPENS: ReadonlySet<number> = new Set([0x5b, 0x7b]);
const CLOSES: ReadonlySet<number> = new Set([0x5d, 0x7d]);

export const isNestedTooDeep = (text: string): boolean => {
  if (text.length < 2 * MOST_LEVELS) return false;
  let levels = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) quoted = !quoted;
    else if (quoted) at += code === BACKSLASH ? 1 : 0;
    else if (OPENS.has(code)) levels += 1;
    else if (CLOSES.has(code)) levels -= 1;
    if (levels > MOST_LEVELS) return true;
  }
  return false;
};

/** @throws SyntaxError when the text is not JSON, or nested deeper than MOST_LEVELS. */
export const parseJson = (text: string): Json => {
  if (isNestedTooDeep(text)) throw new SyntaxError(`JSON is nested deeper than ${MOST_LEVELS} levels`);
  return JSON.parse(text) as Json;
};
