/**
 * json-schema-to-typescript without a formatter puts each member on a line of its own, unindented and mutable.
 * This makes members and arrays readonly and lays the lines out, the same for the same input.
 */
export function layoutTypes(code: string): string {
  const lines = readonlyArrays(code)
    .replaceAll(/\{\s*\}/g, '{}')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const out: string[] = [];
  let depth = 0;
  let comment = false;
  for (const line of lines) {
    if (line.startsWith('/**')) comment = true;
    if (comment) {
      out.push(`${indent(depth)}${line.startsWith('*') ? ' ' : ''}${line}`);
      comment = !line.endsWith('*/');
      continue;
    }
    if (/^[}\])]/.test(line)) depth -= 1;
    if (depth === 0 && line.startsWith('export') && out.length > 0 && out.at(-1)?.endsWith('*/') !== true) out.push('');
    out.push(`${indent(depth)}${member(line, depth)}`);
    if (/[{[(]$/.test(line)) depth += 1;
  }
  return `${separated(joinComments(out)).join('\n')}\n`;
}

const indent = (depth: number): string => '  '.repeat(depth);

function member(line: string, depth: number): string {
  const readonly =
    depth > 0 && /^("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z_$][\w$]*)\??: |^\[k: string\]: /.test(line) ? 'readonly ' : '';
  const text = unwrapped(line);
  const closes = depth === 0 && text === '}';
  return `${readonly}${text}${/[{|(&]$/.test(text) || closes ? '' : ';'}`;
}

/** `x: (A | B)` needs no parentheses. */
function unwrapped(line: string): string {
  const parts = /^(.*?(?:: | = ))\((.*)\)$/.exec(line);
  const [, head, body] = parts ?? [];
  if (head === undefined || body === undefined || !isBalanced(body)) return line;
  return `${head}${body}`;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

/** Three lines of comment that hold one sentence become one line. */
function joinComments(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    const isOpen = (at: number): boolean => lines[at]?.trim() === '/**' && lines[at + 2]?.trim() === '*/';
    if (isOpen(index)) return [`${line} ${(lines[index + 1] ?? '').trim().replace(/^\* ?/, '')} */`];
    return isOpen(index - 1) || isOpen(index - 2) ? [] : [line];
  });
}

/** A blank line before each declaration but the first. */
function separated(lines: readonly string[]): readonly string[] {
  return lines
    .filter((line) => line !== '')
    .flatMap((line, index, all) => {
      const begins =
        index > 0 &&
        (/^\/\*\*/.test(line) || (line.startsWith('export') && !/^( \*\/|\/\*\*)/.test(all[index - 1] ?? '')));
      return begins ? ['', line] : [line];
    });
}

/** `A[]` becomes `readonly A[]` and a tuple a readonly one, from the innermost out; comments and strings are left alone. */
function readonlyArrays(code: string): string {
  const tokens =
    code.match(/\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|\[\w+: string\]|\[\]|[A-Za-z_$][\w$]*|\s+|[\s\S]/g) ?? [];
  const out: string[] = [];
  for (const token of tokens) {
    if (token === '[') out.push('readonly ');
    if (token !== '[]') {
      out.push(/^"[^'"\\]*"$/.test(token) ? `'${token.slice(1, -1)}'` : token);
      continue;
    }
    const start = elementStart(out);
    if (out[start - 1] === 'readonly ') {
      out.splice(start - 1, 0, 'readonly ', '(');
      out.push(')', '[]');
    } else {
      out.splice(start, 0, 'readonly ');
      out.push('[]');
    }
  }
  return out.join('');
}

/** Where the type that ends the tokens begins: at its bracket's partner, or at its only token. */
function elementStart(tokens: readonly string[]): number {
  const opening: Readonly<Record<string, string>> = { ')': '(', '}': '{', ']': '[', '[]': '[]' };
  let at = tokens.length - 1;
  const last = tokens[at] ?? '';
  if (last === '[]') return elementStart(tokens.slice(0, -1));
  const open = opening[last];
  if (open === undefined) return at;
  for (let depth = 0; at >= 0; at -= 1) {
    if (tokens[at] === last) depth += 1;
    if (tokens[at] === open) depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}
