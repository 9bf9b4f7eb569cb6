/** Code points, both ends included. */
export type CodePoints = readonly (readonly [number, number])[];

/** A regular expression of ECMAScript as a tree; what is not regular (look-around, back-references) has none. */
export type Expression =
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'sequence' | 'either'; readonly parts: readonly Expression[] }
  | { readonly kind: 'repeat'; readonly part: Expression; readonly least: number; readonly most: number }
  | { readonly kind: 'start' | 'end' };

const last = 0x10ffff;
const digits: CodePoints = [[48, 57]];
const word: CodePoints = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const space: CodePoints = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const lineEnds: CodePoints = [
  [10, 10],
  [13, 13],
  [0x2028, 0x2029],
];
const classes: Readonly<Record<string, CodePoints>> = { d: digits, w: word, s: space };
const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, 0: 0 };

export function complement(set: CodePoints): CodePoints {
  const sorted = set.toSorted(([one], [other]) => one - other);
  const gaps: (readonly [number, number])[] = [];
  let from = 0;
  for (const [least, most] of sorted) {
    if (least > from) gaps.push([from, least - 1]);
    from = Math.max(from, most + 1);
  }
  return from > last ? gaps : [...gaps, [from, last]];
}

class NotRegular extends Error {}

/** The tree of a pattern, with the flag `u`; undefined for what this does not read. */
export function parseExpression(pattern: string): Expression | undefined {
  const reader = new Reader([...pattern]);
  try {
    const tree = reader.either();
    return reader.done() ? tree : undefined;
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

class Reader {
  private readonly text: readonly string[];
  private place = 0;

  constructor(text: readonly string[]) {
    this.text = text;
  }

  done(): boolean {
    return this.place === this.text.length;
  }

  private peek(): string | undefined {
    return this.text[this.place];
  }

  private take(): string {
    const found = this.text[this.place];
    if (found === undefined) throw new NotRegular();
    this.place += 1;
    return found;
  }

  private took(wanted: string): boolean {
    if (!this.text.slice(this.place, this.place + wanted.length).every((one, index) => one === wanted[index]))
      return false;
    if (this.place + wanted.length > this.text.length) return false;
    this.place += wanted.length;
    return true;
  }

  private matched(form: RegExp): RegExpExecArray | undefined {
    const found = form.exec(this.text.slice(this.place, this.place + 24).join(''));
    if (found === null) return undefined;
    this.place += [...found[0]].length;
    return found;
  }

  either(): Expression {
    const parts = [this.sequence()];
    while (this.took('|')) parts.push(this.sequence());
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: 'either', parts };
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (!this.done() && this.peek() !== '|' && this.peek() !== ')') parts.push(this.repeated(this.atom()));
    return { kind: 'sequence', parts };
  }

  private repeated(part: Expression): Expression {
    const counted = this.matched(/^(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/u);
    if (counted === undefined) return part;
    const [, sign, least, comma, most] = counted;
    if (sign !== undefined)
      return { kind: 'repeat', part, least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Number.POSITIVE_INFINITY };
    const upper = comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most);
    return { kind: 'repeat', part, least: Number(least), most: upper };
  }

  private atom(): Expression {
    if (this.took('(')) return this.group();
    if (this.took('[')) return { kind: 'set', set: this.set() };
    const found = this.take();
    if (found === '^') return { kind: 'start' };
    if (found === '$') return { kind: 'end' };
    if (found === '.') return { kind: 'set', set: complement(lineEnds) };
    if (found === '\\') return { kind: 'set', set: this.escape() };
    return { kind: 'set', set: only(found) };
  }

  private group(): Expression {
    if (this.took('?') && !this.took(':') && this.matched(/^<[A-Za-z_$][\w$]*>/u) === undefined) throw new NotRegular();
    const within = this.either();
    if (!this.took(')')) throw new NotRegular();
    return within;
  }

  private escape(): CodePoints {
    const hexadecimal = this.matched(/^(?:u\{([0-9A-Fa-f]+)\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2}))/u);
    if (hexadecimal !== undefined) {
      const code = Number.parseInt(hexadecimal[1] ?? hexadecimal[2] ?? hexadecimal[3] ?? '', 16);
      return [[code, code]];
    }
    const letter = this.take();
    const known = classes[letter.toLowerCase()];
    if (known !== undefined) return letter === letter.toLowerCase() ? known : complement(known);
    const control = controls[letter];
    if (control !== undefined) return [[control, control]];
    if (/[A-Za-z1-9]/u.test(letter)) throw new NotRegular();
    return only(letter);
  }

  private set(): CodePoints {
    const negated = this.took('^');
    const ranges: (readonly [number, number])[] = [];
    while (!this.took(']')) {
      const from = this.member();
      if (!(this.peek() === '-' && this.text[this.place + 1] !== ']')) {
        ranges.push(...from);
        continue;
      }
      this.take();
      const to = this.member();
      ranges.push([from[0]?.[0] ?? 0, to[0]?.[0] ?? 0]);
    }
    return negated ? complement(ranges) : ranges;
  }

  private member(): CodePoints {
    const found = this.take();
    return found === '\\' ? this.escape() : only(found);
  }
}

const only = (character: string): CodePoints => {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
};
