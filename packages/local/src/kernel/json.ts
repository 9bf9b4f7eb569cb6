export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * A number as it was written, where a double would not keep its digits: 64-bit ids, and `1.50`, whose precision says
 * something (FHIR R4, decimal). JSON.stringify writes it as it is (ECMAScript, JSON.rawJSON).
 */
export type ExactNumber = JsonObject & { readonly rawJSON: string };

/** TypeScript's libraries do not describe "JSON.parse source text access" yet. */
const SourceText = JSON as unknown as {
  rawJSON(text: string): ExactNumber;
  isRawJSON(value: unknown): value is ExactNumber;
  parse(text: string, reviver: (name: string, value: Json, context: { readonly source: string }) => Json): Json;
};

export const isExactNumber = (value: unknown): value is ExactNumber => SourceText.isRawJSON(value);

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);

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

const tooDeep = (): SyntaxError => new SyntaxError(`JSON is nested deeper than ${MOST_LEVELS} levels`);

/** @throws SyntaxError when the text is not JSON, or nested deeper than MOST_LEVELS. */
export const parseJson = (text: string): Json => {
  if (isNestedTooDeep(text)) throw tooDeep();
  return JSON.parse(text) as Json;
};

/** Literals that a double may not give back: trailing zeros, exponents, many digits. Texts that look so cost time alone. */
const INEXACT = /(?:^|[:[,\s])(?:-0|-?(?:\d*\.\d*0|0\.0{6}\d*|\d+(?:\.\d+)?[eE][-+]?\d+|\d[\d.]{15,}))\s*(?:[,}\]]|$)/;

const exact = (_name: string, value: Json, { source }: { readonly source: string }): Json =>
  typeof value === 'number' && JSON.stringify(value) !== source ? SourceText.rawJSON(source) : value;

/** As parseJson, but every number is written again with the digits it had. @throws SyntaxError */
export const parseExactJson = (text: string): Json => {
  if (!INEXACT.test(text)) return parseJson(text);
  if (isNestedTooDeep(text)) throw tooDeep();
  return SourceText.parse(text, exact);
};
