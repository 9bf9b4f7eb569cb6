/** Constants that Ajv makes for keywords that then do not read them. */
const declaration = /^(?:const|let|var) ((?:_errs|vSchema|schema|valid)\d+) = .*;$/;
const names = /\b(?:_errs|vSchema|schema|valid)\d+\b/g;

/**
 * Lays out the code that Ajv writes, one statement a line: constants that nothing reads go, lines are indented. A
 * general printer takes longer for this than Ajv for the code.
 */
export function layoutCode(code: string): string {
  let depth = 0;
  return withoutUnread(withoutEmptyElse(code.split('\n')))
    .map((line) => {
      if (line.startsWith('}')) depth -= 1;
      const indented = `${'  '.repeat(Math.max(depth, 0))}${line}`;
      if (line.endsWith('{')) depth += 1;
      return indented;
    })
    .join('\n');
}

/** Neither empty lines nor a comment that says where a schema came from. */
const isCode = (line: string): boolean => line !== '' && !line.startsWith('/*#');

const withoutEmptyElse = (all: readonly string[]): readonly string[] => {
  const lines = all.filter(isCode);
  return lines.filter(
    (line, index) =>
      !(line === 'else {' && lines[index + 1] === '}') && !(line === '}' && lines[index - 1] === 'else {'),
  );
};

/** A name that is met as often as it is declared is read nowhere. What only such a name reads goes with it. */
function withoutUnread(lines: readonly string[]): readonly string[] {
  const reads = new Map<string, number>();
  const count = (code: string, by: number): void => {
    for (const name of code.match(names) ?? []) reads.set(name, (reads.get(name) ?? 0) + by);
  };
  count(lines.join('\n'), 1);
  const declared = lines.flatMap((line, index) => {
    const name = /^[clv]/.test(line) ? declaration.exec(line)?.[1] : undefined;
    return name === undefined ? [] : [{ name, index, value: line.slice(line.indexOf('=')) }];
  });
  for (const { name } of declared) count(name, -1);
  const gone = new Set<number>();
  for (let size = -1; size !== gone.size; ) {
    size = gone.size;
    for (const { name, index, value } of declared) {
      if (gone.has(index) || reads.get(name) !== 0) continue;
      gone.add(index);
      count(value, -1);
    }
  }
  return lines.filter((_, index) => !gone.has(index));
}
