import { isJsonObject, type Json } from '../../../kernel/json.ts';

/** JSON with a blank behind each comma and colon. */
const spaced = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map((item: Json) => spaced(item)).join(', ')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `${JSON.stringify(name)}: ${spaced(each)}`)
    .join(', ')}}`;
};

/** TestState shows values that it was given, and parts of them, as they were written (recorded). */
export class SourceText {
  readonly #texts = new Map<Json, string>();
  readonly #spaced = new WeakSet<object>();

  /** A value that came as this text. */
  add(value: Json, text: string): void {
    this.#texts.set(value, text);
    if (spaced(value) === text) this.#mark(value);
  }

  #mark(value: Json): void {
    if (typeof value !== 'object' || value === null) return;
    this.#spaced.add(value);
    for (const inner of Object.values(value)) this.#mark(inner as Json);
  }

  print(value: Json): string {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    return this.#texts.get(value) ?? (this.#spaced.has(value) ? spaced(value) : JSON.stringify(value));
  }
}
