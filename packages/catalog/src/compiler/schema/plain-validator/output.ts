/** What is written of a function, and of the values outside it that it reads. */
export interface Output {
  readonly lines: string[];
  /** Whether anything reads `schema0`. */
  readsSchema: boolean;
  /** The names of the functions that are called, and the files that they are of. */
  readonly calls: Map<string, string>;
  /** A new name: the prefix, and how many there were. Names that nobody reads are not written, but use up their number. */
  name(prefix: string): string;
  /**
   * The name of a value outside. Each use takes a number, and the name is that of the first use
   * (`ValueScope.value` in ajv/lib/compile/codegen/scope.ts).
   */
  value(prefix: string, key: string, code: string): string;
  /** The name of a file's function. */
  call(file: string): string;
  /** The values outside: kind by kind, each kind where it was first used. */
  declarations(): readonly string[];
}

export function output(): Output {
  const counts = new Map<string, number>();
  const kinds = new Map<string, Map<string, string>>();
  const declared = new Map<string, string[]>();
  const calls = new Map<string, string>();
  const name = (prefix: string): string => {
    const count = counts.get(prefix) ?? 0;
    counts.set(prefix, count + 1);
    return `${prefix}${count}`;
  };
  /** The name of the first use, and whether this is it. */
  const first = (prefix: string, key: string): readonly [name: string, isNew: boolean] => {
    const fresh = name(prefix);
    const known = kinds.get(prefix) ?? new Map<string, string>();
    kinds.set(prefix, known);
    const found = known.get(key);
    if (found === undefined) known.set(key, fresh);
    return [found ?? fresh, found === undefined];
  };
  return {
    lines: [],
    readsSchema: false,
    calls,
    name,
    value: (prefix, key, code) => {
      const [known, isNew] = first(prefix, key);
      if (!declared.has(prefix)) declared.set(prefix, []);
      if (isNew) declared.get(prefix)?.push(`const ${known} = ${code};`);
      return known;
    },
    call: (file) => {
      const [known] = first('validate', file);
      calls.set(known, file);
      return known;
    },
    declarations: () => [...declared.values()].flat(),
  };
}
