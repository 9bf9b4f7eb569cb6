/** Constants that Ajv makes for keywords that then do not read them. */
const declaration = /^(?:const|let|var) ((?:_errs|vSchema|schema|valid)\d+) = .*;$/;
const names = /\b(?:_errs|vSchema|schema|valid)\d+\b/g;

/**
 * Lays out the code that Ajv writes, one statement a line: constants that nothing reads go, lines are indented. A
 * general printer takes longer for this than Ajv for the code.
 */
export function layoutCode(code: string): string {
  const lines = withoutUnread(withoutEmptyElse(code.split('\n')));
  let depth = 0;
  return lines
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
  const declared = lines.map((line) => declaration.exec(line)?.[1]);
  const reads = new Map<string, number>();
  const count = (line: string, by: number): void => {
    for (const name of line.match(names) ?? []) reads.set(name, (reads.get(name) ?? 0) + by);
  };
  for (const [index, line] of lines.entries()) {
    count(line, 1);
    const name = declared[index];
    if (name !== undefined) reads.set(name, (reads.get(name) ?? 0) - 1);
  }
  let kept = lines.map((_, index) => index);
  for (let size = 0; size !== kept.length; ) {
    size = kept.length;
    kept = kept.filter((index) => {
      const name = declared[index];
      if (name === undefined || reads.get(name) !== 0) return true;
      count((lines[index] ?? '').slice((lines[index] ?? '').indexOf('=')), -1);
      return false;
    });
  }
  return kept.map((index) => lines[index] ?? '');
}
