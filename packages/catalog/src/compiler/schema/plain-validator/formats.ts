import ajvFormats from 'ajv-formats/dist/formats.js';
import { property } from './code-text.ts';

const formats: Readonly<Record<string, unknown>> = ajvFormats.fullFormats;

/** How Ajv asks a format of a text; a format that every text has is not asked at all. */
export interface Format {
  readonly code: string;
  readonly call: string;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** undefined for what is no format, or one of numbers. `true` is one that every text has. */
export function formatOf(name: string): Format | true | undefined {
  const format = Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === true) return true;
  const code = `require("ajv-formats/dist/formats").fullFormats${property(name)}`;
  if (format instanceof RegExp) return { code: format.toString(), call: '.test' };
  if (isFunction(format)) return { code, call: '' };
  if (typeof format !== 'object' || format === null || !('validate' in format)) return undefined;
  if (('type' in format && format.type !== 'string') || ('async' in format && format.async)) return undefined;
  return { code, call: isFunction(format.validate) ? '.validate' : '.validate.test' };
}
