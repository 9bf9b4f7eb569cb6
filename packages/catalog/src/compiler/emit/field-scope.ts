/** What one schema says of a field. */
export interface Field {
  /** Its possible types and values, in words. */
  readonly types: readonly string[];
  readonly description: string;
  readonly isDeprecated: boolean;
  /** Whether its value may be an object. */
  readonly isObject: boolean;
  /** The branches of a union that alone have it: `change is "created"`. */
  readonly when?: string;
  /** Whether a branch of a union has no such field, and so says nothing of its values. */
  readonly isPartial?: boolean;
}

/** What a schema says of its fields at any depth, by pointer, parents first. */
export interface Scope {
  readonly fields: ReadonlyMap<string, Field>;
  /** The fields that are there whenever their own object is. */
  readonly required: ReadonlySet<string>;
  /** Whether a value of the schema may be an object. */
  readonly isObject: boolean;
}

/** Two schemas that hold together. */
export function both(one: Scope, other: Scope): Scope {
  const fields = new Map(one.fields);
  for (const [pointer, field] of other.fields) {
    const known = fields.get(pointer);
    fields.set(pointer, known === undefined ? field : narrowed(known, field));
  }
  const required = new Set([...one.required, ...other.required]);
  return { fields, required, isObject: one.isObject && other.isObject };
}

/** What is said of all values, with what is said further where that holds for all of them as well. */
function narrowed(known: Field, further: Field): Field {
  const types = further.isPartial === true || further.types.length === 0 ? known.types : further.types;
  const description = known.description === '' ? further.description : known.description;
  const isDeprecated = known.isDeprecated || further.isDeprecated;
  return { types, description, isDeprecated, isObject: known.isObject && further.isObject };
}

/** Says which branches are meant, by their indexes. */
export type Labels = (indexes: readonly number[]) => string;

/** The branches of a union of values at `place`; `labels` name them where a field tells them apart. */
export function either(branches: readonly Scope[], place: string, labels: Labels | undefined): Scope {
  const fields = new Map<string, Field>();
  const required = new Set<string>();
  for (const pointer of new Set(branches.flatMap((branch) => [...branch.fields.keys(), ...branch.required]))) {
    const concerned = branches.filter((branch) => hasParent(branch, pointer, place));
    const having = concerned.filter((branch) => branch.fields.has(pointer));
    const isPartial = having.length < concerned.length;
    const label = isPartial ? labels?.(having.map((branch) => branches.indexOf(branch))) : undefined;
    const found = having.flatMap((branch) => branch.fields.get(pointer) ?? []);
    const [when, ...otherWhens] = new Set(found.map((field) => field.when));
    const isSame = otherWhens.length === 0;
    if (found.length > 0)
      fields.set(pointer, { ...united(found, isPartial), ...whenOf(label, isSame ? when : undefined) });
    const holding = label === undefined ? concerned : having;
    if (isSame && holding.every((branch) => branch.required.has(pointer))) required.add(pointer);
  }
  return { fields, required, isObject: branches.some((branch) => branch.isObject) };
}

const whenOf = (...conditions: readonly (string | undefined)[]): Pick<Field, 'when'> => {
  const known = conditions.filter((condition) => condition !== undefined);
  return known.length === 0 ? {} : { when: known.join(' and ') };
};

const united = (fields: readonly Field[], isPartial: boolean): Field => ({
  types: [...new Set(fields.flatMap(({ types }) => types))],
  description: fields.find(({ description }) => description !== '')?.description ?? '',
  isDeprecated: fields.every(({ isDeprecated }) => isDeprecated),
  isObject: fields.some(({ isObject }) => isObject),
  isPartial: isPartial || fields.some((field) => field.isPartial === true),
});

/** Whether the object that would hold the field can be there in a branch. */
function hasParent({ fields, isObject }: Scope, pointer: string, place: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  if (parent === place) return isObject;
  if (!parent.endsWith('/*')) return fields.get(parent)?.isObject === true;
  const list = parent.replace(/(\/\*)+$/, '');
  return list === place || fields.has(list);
}
