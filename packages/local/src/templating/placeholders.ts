import type { Json } from '../kernel/json.ts';

/** What a placeholder stands for; `raw` JSON text goes in as it is. */
export type Replacement = { readonly value: Json | undefined } | { readonly raw: string };

const PLACEHOLDER = /<([^<>\s"]+)>/g;

/** The names between angle brackets, as they come. */
export const placeholders = (template: string): readonly string[] =>
  [...template.matchAll(PLACEHOLDER)].map(([, name]) => name ?? '');

/** Whether each place of the template lies inside a JSON string; escaped quotation marks do not end one. */
const stringMap = (template: string): ((at: number) => boolean) => {
  const marks: number[] = [];
  for (let at = 0; at < template.length; at += 1) {
    if (template[at] === '\\') at += 1;
    else if (template[at] === '"') marks.push(at);
  }
  return (at) => marks.filter((mark) => mark < at).length % 2 === 1;
};

/** Text: a string as it is, objects and lists as JSON without quotation marks. */
const asText = (value: Json | undefined): string => {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value).replace(/\\?"/g, '');
};

const insideString = (value: Json | undefined): string => JSON.stringify(asText(value)).slice(1, -1);
const asValue = (value: Json | undefined): string => JSON.stringify(value ?? (value === undefined ? '' : null));

/** A template is JSON when it begins like JSON or is one placeholder; else it is free text. */
const isJsonTemplate = (template: string): boolean => /^\s*(?:[{["]|<[^<>]+>\s*$)/.test(template);

const replaced = (replacement: Replacement, json: boolean, inString: boolean): string => {
  if ('raw' in replacement) return replacement.raw;
  if (!json) return asText(replacement.value);
  return inString ? insideString(replacement.value) : asValue(replacement.value);
};

/**
 * Fills `<name>` in a template so that JSON stays JSON: a value outside quotation marks brings its own, inside them it
 * becomes part of the string. A value that is not there is an empty string. Names that `look` does not know stay.
 * Source: EventBridge User Guide, "Input transformation", "Common issues with transforming input".
 */
export const fillTemplate = (template: string, look: (name: string) => Replacement | undefined): string => {
  const json = isJsonTemplate(template);
  const inString = stringMap(template);
  return template.replace(PLACEHOLDER, (whole, name: string, at: number) => {
    const replacement = look(name);
    return replacement === undefined ? whole : replaced(replacement, json, inString(at));
  });
};
