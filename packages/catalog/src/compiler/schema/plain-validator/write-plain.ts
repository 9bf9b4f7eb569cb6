import { isOneOf, literal, notOfType, ofType, pathAtIndex, quoted } from './code-text.ts';
import type { Output } from './output.ts';
import type { OfLists, Plain, Reference, Rules, Type, Typed } from './plain-schema.ts';
import { type Fault, inner, instancePath, type Place, partOfSchema, writeFault, writeIf } from './write-fault.ts';
import { writeObject } from './write-object.ts';
import { writeFormatOfNumbers, writeLimit, writeNumber, writeText } from './write-scalar.ts';

/** Every schema within another counts the errors before it, which is written only where its verdict is read. */
export function writeWithin(out: Output, schema: Plain, at: Place, verdict?: string): void {
  const before = out.name('_errs');
  if (verdict !== undefined) out.lines.push(`${at.indent}const ${before} = errors;`);
  if (schema.kind === 'reference') writeCall(out, schema, at);
  else if (schema.kind === 'typed') writeTyped(out, schema, at);
  if (verdict !== undefined) out.lines.push(`${at.indent}var ${verdict} = ${before} === errors;`);
}

function writeCall(out: Output, { file }: Reference, { data, path, parent, indent }: Place): void {
  const name = out.call(file);
  const within =
    parent === undefined
      ? 'parentData,parentDataProperty'
      : `parentData:${parent.data},parentDataProperty:${parent.key}`;
  out.lines.push(
    `${indent}if(!(${name}(${data}, {${instancePath(path)},${within},rootData}))){`,
    `${indent}  vErrors = vErrors === null ? ${name}.errors : vErrors.concat(${name}.errors);`,
    `${indent}  errors = vErrors.length;`,
    `${indent}}`,
  );
}

export function writeTyped(out: Output, { type, constant, allowed, rules }: Typed, at: Place): void {
  if (type !== undefined) {
    if (rules?.of !== type) writeIf(out, at, notOfType(type, at.data), typeFault(type));
    // `type` is a rule without code, and before such a rule Ajv counts the errors.
    out.name('_errs');
  }
  if (constant !== undefined) {
    const allowedValue = constant.value === null ? partOfSchema(out, at, 'const') : literal(constant.value);
    const params = `{allowedValue: ${allowedValue}}`;
    writeIf(out, at, `${literal(constant.value)} !== ${at.data}`, { keyword: 'const', params });
  }
  if (allowed !== undefined) {
    const params = `{allowedValues: ${partOfSchema(out, at, 'enum')}}`;
    writeIf(out, at, `!(${isOneOf(at.data, allowed)})`, { keyword: 'enum', params });
  }
  if (rules !== undefined) writeRules(out, rules, at, type);
}

const typeFault = (type: Type): Fault => ({ keyword: 'type', params: `{type: ${quoted(type)}}` });

function writeRules(out: Output, rules: Rules, at: Place, type: Type | undefined): void {
  // oneOf is such a rule too where a tag tells its branches apart.
  if (rules.of === 'object' && rules.union !== undefined) out.name('_errs');
  if (rules.of === 'string' && rules.format !== undefined) writeFormatOfNumbers(out, rules.format, at);
  out.lines.push(`${at.indent}if(${ofType(rules.of, at.data)}){`);
  writeEach(out, rules, inner(at));
  out.lines.push(`${at.indent}}`);
  if (rules.of !== type) return;
  out.lines.push(`${at.indent}else {`);
  writeFault(out, inner(at), typeFault(type));
  out.lines.push(`${at.indent}}`);
}

function writeEach(out: Output, rules: Rules, at: Place): void {
  if (rules.of === 'number') writeNumber(out, rules, at);
  else if (rules.of === 'string') writeText(out, rules, at);
  else if (rules.of === 'array') writeList(out, rules, at);
  else writeObject(out, rules, at, writeWithin);
}

function writeList(out: Output, { limits, items }: OfLists, at: Place): void {
  for (const limit of limits) writeLimit(out, at, `${at.data}.length`, limit);
  if (items === undefined || items.kind === 'anything') return;
  const [verdict, all] = [out.name('valid'), out.name('valid')];
  const [length, index] = [out.name('len'), out.name('i')];
  const data = out.name('data');
  const { indent } = at;
  out.lines.push(
    `${indent}let ${all} = true;`,
    `${indent}const ${length} = ${at.data}.length;`,
    `${indent}for(let ${index}=0; ${index}<${length}; ${index}++){`,
    `${indent}  let ${data} = ${at.data}[${index}];`,
  );
  const path = pathAtIndex(at.path, index);
  const item = { data, path, schema: `${at.schema}.items`, parent: { data: at.data, key: index } };
  writeWithin(out, items, { ...item, indent: `${indent}  ` }, verdict);
  out.lines.push(`${indent}  if(!${verdict}){`, `${indent}    ${all} = false;`, `${indent}  }`, `${indent}}`);
}
