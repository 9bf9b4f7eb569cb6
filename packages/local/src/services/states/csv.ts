interface Cell {
  readonly value: string;
  readonly endsRecord: boolean;
}

const escaped = (char: string): string => (char === '\t' ? '\\t' : `\\${char}`);

/** A quoted or plain field with the delimiter or line break behind it. */
const cellPattern = (delimiter: string): RegExp =>
  new RegExp(`(?:"((?:[^"]|"")*)"|([^${escaped(delimiter)}\\r\\n]*))(${escaped(delimiter)}|\\r?\\n|$)`, 'y');

function* cells(text: string, delimiter: string): Generator<Cell> {
  const pattern = cellPattern(delimiter);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const found = pattern.exec(text);
    if (found === null) throw new SyntaxError(`The CSV cannot be read at character ${at}`);
    const [, quoted, plain = '', end] = found;
    yield { value: quoted?.replaceAll('""', '"') ?? plain, endsRecord: end !== delimiter };
  }
}

/** RFC 4180: fields in quotes may hold the delimiter, line breaks and doubled quotes. @throws SyntaxError */
export function* csvRecords(text: string, delimiter: string): Generator<readonly string[]> {
  let record: string[] = [];
  for (const { value, endsRecord } of cells(text, delimiter)) {
    record.push(value);
    if (!endsRecord) continue;
    if (record.length > 1 || record[0] !== '') yield record;
    record = [];
  }
  if (record.length > 0) yield [...record, ''];
}
