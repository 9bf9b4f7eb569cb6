import { isObject } from '../../json.ts';
import type { SchemaFile } from '../../stages.ts';
import { leanSchema, schemaKey } from '../catalog-ajv.ts';
import { referenceTarget, rootOf, type Schemas } from '../schema-node.ts';
import type { StandaloneCode } from '../standalone-code.ts';
import { quoted } from './code-text.ts';
import { output } from './output.ts';
import type { Typed } from './plain-schema.ts';
import { readPlain } from './read-plain.ts';
import type { Targets } from './targets.ts';
import { writeTyped } from './write-plain.ts';

/** Whether the function of a file can be called from the one that is written. */
export type CanCall = (file: SchemaFile) => boolean;

/**
 * Most events are plain: objects of scalars, lists, shared types and unions with a tag. Their validators are written here,
 * to the letter as Ajv, `standaloneCode` and `layoutCode` write them, in a fraction of the time (plain-validator.test.ts
 * holds the two against each other). What is not plain is left to Ajv, as is to say why it does not accept a schema.
 */
export function plainValidator(schemas: Schemas, file: SchemaFile, canCall: CanCall): StandaloneCode | undefined {
  const lean = leanSchema(schemas, rootOf(file));
  const root = isSteady(file.file) ? readPlain(lean, targetsOf(schemas, file, canCall)) : undefined;
  if (root?.kind !== 'typed') return undefined;
  const code = quoted({ ...lean, $id: schemaKey(file.file) });
  return counted.test(code) ? undefined : written(root, code);
}

/** Whether Ajv surely accepts a file, so that its function can be called. */
export const surelyAccepted = (schemas: Schemas, file: SchemaFile, canCall: CanCall): boolean =>
  isSteady(file.file) && readPlain(leanSchema(schemas, rootOf(file)), targetsOf(schemas, file, canCall)) !== undefined;

/** `layoutCode` looks for such names in all of the code, texts as well. */
const counted = /(?:_errs|vSchema|schema|valid)\d/;

/** A path that is the same as part of a URL. */
const isSteady = (path: string): boolean => /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/.test(path);

function targetsOf(schemas: Schemas, { file }: SchemaFile, canCall: CanCall): Targets {
  return {
    fileOf: (ref) => {
      const target = /^(?:\.\.?\/)*[\w-][\w./-]*$/.test(ref) ? referenceTarget(file, ref) : undefined;
      const found = target && isSteady(target.file) ? schemas.get(target.file) : undefined;
      return found !== undefined && canCall(found) ? found.file : undefined;
    },
    schemaOf: (path) => {
      const schema = schemas.get(path)?.schema;
      return isObject(schema) ? schema : undefined;
    },
  };
}

function written(root: Typed, schema: string): StandaloneCode {
  const out = output();
  const entry = out.name('validate');
  writeTyped(out, root, { data: 'data', path: '', schema: '', parent: undefined, indent: '  ' });
  const text = [
    ...(out.readsSchema ? [`const schema0 = ${schema};`] : []),
    ...out.declarations(),
    `function ${entry}(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){`,
    '  let vErrors = null;',
    '  let errors = 0;',
    ...out.lines,
    `  ${entry}.errors = vErrors;`,
    '  return errors === 0;',
    '}',
  ].join('\n');
  return { text, entry, calls: out.calls };
}
