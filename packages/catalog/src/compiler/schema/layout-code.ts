/** Constants that Ajv makes for keywords that then do not read them. */
const declaration = /^(?:const|let|var) ((?:_errs|vSchema|schema|valid)\d+) = .*;$/;
const names = /\b(?:_errs|vSchema|schema|valid)\d+\b/g;
const error = /^const (err\d+) = (.*);$/;
/** No name has it: a quotation mark within a string is escaped. */
const schemaPath = /,schemaPath:"(?:[^"\\]|\\.)*"/;

/**
 * Lays out the code that Ajv writes, one statement a line: an error is pushed in one, constants that nothing reads go,
 * lines are indented. A general printer takes longer for this than Ajv for the code.
 */
export function layoutCode(code: string): string {
  const laid: string[] = [];
  let depth = 0;
  for (const line of withoutUnread(shortened(code.split('\n')), readsIn(code))) {
    if (line.startsWith('}')) depth -= 1;
    laid.push(indentations[depth] === undefined ? line : `${indentations[depth]}${line}`);
    if (line.endsWith('{')) depth += 1;
  }
  return laid.join('\n');
}

const indentations: readonly string[] = Array.from({ length: 100 }, (_, depth) => '  '.repeat(depth));

/**
 * Without empty lines, empty branches, and comments that say where a schema came from. `addError` of Ajv is eight lines,
 * and they are most of its code (ajv/lib/compile/errors.ts): they become two, without what an error says of the schema's
 * own inside, which no violation tells.
 */
function shortened(lines: readonly string[]): readonly string[] {
  const short: string[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '' || line.startsWith('/*#')) continue;
    if (line === '}' && short.at(-1) === 'else {') short.pop();
    else if (isPushed(lines, index)) {
      short.push(`(vErrors ??= []).push(${(error.exec(line)?.[2] ?? '').replace(schemaPath, '')});`);
      index += 6;
    } else short.push(line);
  }
  return short;
}

function isPushed(lines: readonly string[], index: number): boolean {
  const line = lines[index] ?? '';
  if (!line.startsWith('const err')) return false;
  const name = error.exec(line)?.[1];
  return name !== undefined && lines[index + 5] === `vErrors.push(${name});`;
}

type Reads = Map<string, number>;

const count = (reads: Reads, code: string, by: number): void => {
  for (const name of code.match(names) ?? []) reads.set(name, (reads.get(name) ?? 0) + by);
};

function readsIn(code: string): Reads {
  const reads: Reads = new Map();
  count(reads, code, 1);
  return reads;
}

/** A name that is met as often as it is declared is read nowhere. What only such a name reads goes with it. */
function withoutUnread(lines: readonly string[], reads: Reads): readonly string[] {
  const declared = lines.flatMap((line, index) => {
    const name = /^[clv]/.test(line) ? declaration.exec(line)?.[1] : undefined;
    return name === undefined ? [] : [{ name, index, value: line.slice(line.indexOf('=')) }];
  });
  for (const { name } of declared) count(reads, name, -1);
  const gone = new Set<number>();
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const { name, index, value } of declared) {
      if (gone.has(index) || reads.get(name) !== 0) continue;
      gone.add(index);
      count(reads, value, -1);
    }
  }
  return lines.filter((_, index) => !gone.has(index));
}
