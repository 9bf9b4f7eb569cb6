import { isCollection, isMap, isPair, LineCounter, parseDocument } from 'yaml';
import type { Place } from '../diagnostic.ts';
import { pointerTokens } from '../pointer.ts';
import type { CatalogSource } from '../stages.ts';

type Locate = (pointer: string) => { readonly line: number; readonly column: number } | undefined;

/** Gives each diagnostic, or whatever else has a place, its line and column. Texts are parsed with positions only here, for the files that have a fault. */
export function locateAll<Placed extends { readonly at: Place }>(
  source: CatalogSource,
  diagnostics: readonly Placed[],
): readonly Placed[] {
  const locators = new Map<string, Locate>();
  const locatorOf = (file: string): Locate => {
    const known = locators.get(file) ?? locator(source.files.get(file) ?? '');
    locators.set(file, known);
    return known;
  };
  return diagnostics.map((diagnostic) => {
    const { file, pointer } = diagnostic.at;
    const at: Place = { file, pointer, ...locatorOf(file)(pointer) };
    return { ...diagnostic, at };
  });
}

/** JSON is YAML (YAML 1.2, section 1.3), so one parser locates both. Where a pointer leads nowhere, its nearest parent counts. */
function locator(text: string): Locate {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, keepSourceTokens: false });
  return (pointer) => {
    let offset = 0;
    let node: unknown = document.contents;
    for (const token of pointerTokens(pointer)) {
      const step = stepInto(node, token);
      if (step === undefined) break;
      offset = step.offset;
      node = step.node;
    }
    const { line, col } = lines.linePos(offset);
    return line === 0 ? undefined : { line, column: col };
  };
}

/** Into a map the key's place counts, into a list the item's. */
function stepInto(node: unknown, token: string): { readonly offset: number; readonly node: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => String(item.key) === token);
    return isPair(pair) ? { offset: startOf(pair.key) ?? startOf(pair.value) ?? 0, node: pair.value } : undefined;
  }
  if (!isCollection(node)) return undefined;
  const item: unknown = node.items[Number(token)];
  return item === undefined ? undefined : { offset: startOf(item) ?? 0, node: item };
}

function startOf(node: unknown): number | undefined {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  const start: unknown = Array.isArray(range) ? range[0] : undefined;
  return typeof start === 'number' ? start : undefined;
}
