/**
 * What was found out once need not be found out again: sources, schemas and what follows from them never change, so the
 * same object means the same answer. A turn of the watch over a thousand events looks at what is new.
 */

/** Remembers what is found out about an object by itself. */
export function perObject<Key extends object, Found>(find: (key: Key) => Found): (key: Key) => Found {
  const known = new WeakMap<Key, { readonly found: Found }>();
  return (key) => {
    const last = known.get(key);
    if (last !== undefined) return last.found;
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}

type WhileSame<Key extends object, Found> = (key: Key, parts: readonly unknown[], find: () => Found) => Found;

/** Remembers what is found out about an object for as long as all else that it follows from, `parts`, is the same as well. */
export function whileSame<Key extends object, Found>(): WhileSame<Key, Found> {
  const known = new WeakMap<Key, { readonly parts: readonly unknown[]; readonly found: Found }>();
  return (key, parts, find) => {
    const last = known.get(key);
    if (last !== undefined && isSame(last.parts, parts)) return last.found;
    const found = find();
    known.set(key, { parts, found });
    return found;
  };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  if (one.length !== other.length) return false;
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}

interface Named {
  readonly name: string;
}

/**
 * Gives equal values the same identity as last time, so that what follows from one alone is not computed again.
 * One value is kept for each name.
 */
export function steady<Value extends Named>(): (value: Value) => Value {
  const latest = new Map<string, { readonly text: string; readonly value: Value }>();
  return (value) => {
    const text = JSON.stringify(value);
    const known = latest.get(value.name);
    if (known?.text === text) return known.value;
    latest.set(value.name, { text, value });
    return value;
  };
}
