import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Comment, type Directive, parseSync, type Statement } from 'oxc-parser';

/** One exported identifier of an entry point, as the compiler printed its declaration. */
export interface Declared {
  readonly name: string;
  /** The text of its docstring; undefined when it has none. */
  readonly doc?: string;
  /** Its declaration, one for each overload, without comments before it. */
  readonly text: string;
}

interface Module {
  readonly text: string;
  readonly body: readonly (Directive | Statement)[];
  readonly comments: readonly Comment[];
}

const parse = (file: string): Module => {
  const text = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, text, { lang: 'dts' });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  return { text, body: program.body, comments };
};

const docBefore = ({ text, comments }: Module, start: number): string | undefined => {
  const comment = comments.findLast((each) => each.end <= start);
  if (comment === undefined || !comment.value.startsWith('*') || text.slice(comment.end, start).trim() !== '')
    return undefined;
  return comment.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trimEnd())
    .join('\n')
    .trim();
};

/** Names that one statement declares itself. */
const namesOf = (declaration: {
  readonly type: string;
  readonly id?: unknown;
  readonly declarations?: unknown;
}): readonly string[] => {
  if (declaration.type === 'VariableDeclaration')
    return (declaration.declarations as readonly { id: { name: string } }[]).map(({ id }) => id.name);
  return [(declaration.id as { name: string }).name];
};

const declare = (module: Module, statement: { start: number; end: number }, name: string): Declared => {
  const doc = docBefore(module, statement.start);
  const text = module.text.slice(statement.start, statement.end);
  return { name, text, ...(doc === undefined ? {} : { doc }) };
};

const ownDeclarations = (module: Module): readonly Declared[] =>
  module.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration === null || !/Declaration$/.test(declaration.type) || /^(Import|Export)/.test(declaration.type))
      return [];
    return namesOf(declaration).map((name) => declare(module, statement, name));
  });

/** The module that a relative specifier of a declaration file leads to. */
const moduleOf = (file: string, specifier: string): string => {
  const path = join(dirname(file), specifier.replace(/\.(js|ts)$/, '.d.ts'));
  if (!existsSync(path)) throw new Error(`${file}: ${specifier} leads to no declarations.`);
  return path;
};

const merged = (found: readonly Declared[]): readonly Declared[] =>
  [...Map.groupBy(found, ({ name }) => name)].map(([name, each]) => {
    const doc = each.find((one) => one.doc !== undefined)?.doc;
    return { name, text: each.map(({ text }) => text).join('\n'), ...(doc === undefined ? {} : { doc }) };
  });

/** All that the declaration file of an entry point exports, re-exports included. @throws Error for `export *` */
export const exportsOf = (file: string): readonly Declared[] => {
  const module = parse(file);
  const own = ownDeclarations(module);
  const found = module.body.flatMap((statement): readonly Declared[] => {
    if (statement.type === 'ExportAllDeclaration') throw new Error(`${file}: export * hides what is exported.`);
    if (statement.type === 'ExportDefaultDeclaration') return [declare(module, statement, 'default')];
    if (statement.type !== 'ExportNamedDeclaration') return [];
    if (statement.declaration !== null)
      return namesOf(statement.declaration).map((name) => declare(module, statement, name));
    const specifier = statement.source?.value;
    const source =
      specifier === undefined ? own : specifier.startsWith('.') ? exportsOf(moduleOf(file, specifier)) : undefined;
    return statement.specifiers.flatMap(({ local, exported }) => {
      const [from, name] = [local, exported].map((each) => ('name' in each ? each.name : each.value)) as [
        string,
        string,
      ];
      if (source === undefined)
        return [{ name, doc: `As in ${specifier}.`, text: `export { ${from} } from '${specifier}';` }];
      return source.filter((each) => each.name === from).map((each) => ({ ...each, name }));
    });
  });
  return merged(found).toSorted((one, other) => (one.name < other.name ? -1 : 1));
};
