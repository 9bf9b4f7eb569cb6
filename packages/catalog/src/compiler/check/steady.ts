interface Named {
  readonly name: string;
}

/**
 * Gives what says the same the same identity as last time, so that what follows from it alone needs no second look.
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
