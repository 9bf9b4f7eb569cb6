import { isOneOf, pathBelow, property, quoted } from './code-text.ts';
import type { Output } from './output.ts';
import type { OfObjects, Union } from './plain-schema.ts';
import { type Fault, inner, type Place, partOfSchema, type WriteWithin, writeFault, writeIf } from './write-fault.ts';

export function writeObject(out: Output, rules: OfObjects, at: Place, writeWithin: WriteWithin): void {
  const { required, isOpen, properties, union } = rules;
  for (const name of required) {
    const params = `{missingProperty: ${quoted(name)}}`;
    writeIf(out, at, `${at.data}${property(name)} === undefined`, { keyword: 'required', params });
  }
  if (isOpen !== undefined) out.name('_errs');
  if (isOpen === false) writeClosed(out, properties, at);
  writeFields(out, properties, at, writeWithin);
  if (union !== undefined) writeUnion(out, union, at, writeWithin);
}

/** Ajv compares up to this many names one by one. */
const few = 8;

function writeClosed(out: Output, properties: OfObjects['properties'], at: Place): void {
  const key = out.name('key');
  const names = properties.map(([name]) => name);
  const fault = { keyword: 'additionalProperties', params: `{additionalProperty: ${key}}` };
  out.lines.push(`${at.indent}for(const ${key} in ${at.data}){`);
  if (names.length === 0) writeFault(out, inner(at), fault);
  else writeIf(out, inner(at), `!(${isKnown(out, at, key, names)})`, fault);
  out.lines.push(`${at.indent}}`);
}

function isKnown(out: Output, at: Place, key: string, names: readonly string[]): string {
  if (names.length <= few) return isOneOf(key, names);
  const hasOwn = out.value('func', 'hasOwnProperty', 'Object.prototype.hasOwnProperty');
  return `${hasOwn}.call(${partOfSchema(out, at, 'properties')}, ${key})`;
}

function writeFields(out: Output, properties: OfObjects['properties'], at: Place, writeWithin: WriteWithin): void {
  const asked = properties.filter(([, schema]) => schema.kind !== 'anything');
  if (asked.length > 0) out.name('valid');
  const { indent } = at;
  for (const [name, schema] of asked) {
    const data = out.name('data');
    const code = property(name);
    out.lines.push(`${indent}if(${at.data}${code} !== undefined){`, `${indent}  let ${data} = ${at.data}${code};`);
    writeWithin(out, schema, {
      data,
      path: pathBelow(at.path, name),
      schema: `${at.schema}.properties${code}`,
      parent: { data: at.data, key: quoted(name) },
      indent: `${indent}  `,
    });
    out.lines.push(`${indent}}`);
  }
}

function writeUnion(out: Output, { tag, branches }: Union, at: Place, writeWithin: WriteWithin): void {
  const { indent } = at;
  const [valid, value] = [out.name('valid'), out.name('tag')];
  const faultOf = (error: string): Fault => ({
    keyword: 'discriminator',
    params: `{error: "${error}", tag: ${quoted(tag)}, tagValue: ${value}}`,
  });
  out.lines.push(
    `${indent}let ${valid} = false;`,
    `${indent}const ${value} = ${at.data}${property(tag)};`,
    `${indent}if(typeof ${value} == "string"){`,
    `${indent}  if(false){`,
    `${indent}  }`,
  );
  for (const [index, branch] of branches.entries()) {
    const verdict = out.name('valid');
    out.lines.push(`${indent}  else if(${value} === ${quoted(branch.value)}){`);
    const schema = `${at.schema}.oneOf[${index}]`;
    writeWithin(out, branch.schema, { ...at, schema, indent: `${indent}    ` }, verdict);
    out.lines.push(`${indent}    ${valid} = ${verdict};`, `${indent}  }`);
  }
  out.lines.push(`${indent}  else {`);
  writeFault(out, { ...at, indent: `${indent}    ` }, faultOf('mapping'));
  out.lines.push(`${indent}  }`, `${indent}}`, `${indent}else {`);
  writeFault(out, inner(at), faultOf('tag'));
  out.lines.push(`${indent}}`);
}
