import { ofType, quoted } from './code-text.ts';
import { formatOf } from './formats.ts';
import type { Output } from './output.ts';
import type { Limit, OfNumbers, OfTexts } from './plain-schema.ts';
import { type Place, writeIf } from './write-fault.ts';

const comparisons: Readonly<Record<string, readonly [fails: string, holds: string]>> = {
  maximum: ['>', '<='],
  minimum: ['<', '>='],
  exclusiveMaximum: ['>=', '<'],
  exclusiveMinimum: ['<=', '>'],
};

export function writeNumber(out: Output, { limits }: OfNumbers, at: Place): void {
  for (const { keyword, limit } of limits) {
    const [fails, holds] = comparisons[keyword] ?? [];
    const params = `{comparison: "${holds}", limit: ${limit}}`;
    writeIf(out, at, `${at.data} ${fails} ${limit} || isNaN(${at.data})`, { keyword, params });
  }
}

export function writeLimit(out: Output, at: Place, length: string, { keyword, limit }: Limit): void {
  const fails = keyword.startsWith('max') ? '>' : '<';
  writeIf(out, at, `${length} ${fails} ${limit}`, { keyword, params: `{limit: ${limit}}` });
}

/** Formats may be of numbers, so Ajv asks for them there as well, and then has nothing to say. */
export function writeFormatOfNumbers(out: Output, format: string, { data, indent }: Place): void {
  out.lines.push(`${indent}if(${ofType('number', data)}){`, `${indent}}`);
  nameOfFormat(out, format);
}

function nameOfFormat(out: Output, name: string): string | undefined {
  const format = formatOf(name);
  if (format === undefined || format === true) return undefined;
  return `${out.value('formats', name, format.code)}${format.call}`;
}

export function writeText(out: Output, { limits, pattern, format }: OfTexts, at: Place): void {
  for (const limit of limits) {
    const length = out.value('func', 'ucs2length', 'require("ajv/dist/runtime/ucs2length").default');
    writeLimit(out, at, `${length}(${at.data})`, limit);
  }
  if (pattern !== undefined) {
    const code = `new RegExp(${quoted(pattern)}, "u")`;
    const name = out.value('pattern', new RegExp(pattern, 'u').toString(), code);
    writeIf(out, at, `!${name}.test(${at.data})`, { keyword: 'pattern', params: `{pattern: ${quoted(pattern)}}` });
  }
  const called = format === undefined ? undefined : nameOfFormat(out, format);
  if (called !== undefined)
    writeIf(out, at, `!(${called}(${at.data}))`, { keyword: 'format', params: `{format: ${quoted(format)}}` });
}
