import type { Output } from './output.ts';
import type { Plain } from './plain-schema.ts';

/** What a schema's code speaks of. */
export interface Place {
  /** The variable that holds the data. */
  readonly data: string;
  /** Where the data are, as an expression; empty at the root. */
  readonly path: string;
  /** Where the schema is, as code behind `schema0`. */
  readonly schema: string;
  /** The variable that holds what the data are a part of, and which part they are; undefined at the root. */
  readonly parent: { readonly data: string; readonly key: string } | undefined;
  readonly indent: string;
}

/** Writes a schema within another; with the name of its verdict where that is read. */
export type WriteWithin = (out: Output, schema: Plain, at: Place, verdict?: string) => void;

/** What Ajv says of data that are not valid. */
export interface Fault {
  readonly keyword: string;
  readonly params: string;
}

export const inner = (at: Place): Place => ({ ...at, indent: `${at.indent}  ` });

export const instancePath = (path: string): string =>
  path === '' ? 'instancePath' : `instancePath:instancePath+${path}`;

export function writeFault(out: Output, { path, indent }: Place, { keyword, params }: Fault): void {
  out.lines.push(
    `${indent}(vErrors ??= []).push({${instancePath(path)},keyword:"${keyword}",params:${params}});`,
    `${indent}errors++;`,
  );
}

export function writeIf(out: Output, at: Place, condition: string, fault: Fault): void {
  out.lines.push(`${at.indent}if(${condition}){`);
  writeFault(out, inner(at), fault);
  out.lines.push(`${at.indent}}`);
}

/** A part of the schema, which an error tells or the code looks up. */
export function partOfSchema(out: Output, { schema }: Place, keyword: string): string {
  out.readsSchema = true;
  return `schema0${schema}.${keyword}`;
}
