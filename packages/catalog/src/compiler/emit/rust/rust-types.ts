import { arrayAt, isObject, objectAt, stringAt } from '../../json.ts';
import { pascalCase } from '../../names.ts';
import { phiPointers } from '../../schema/phi-pointers.ts';
import { child, dereference, type SchemaNode, type Schemas } from '../../schema/schema-node.ts';
import { typeNameOf } from '../../schema/type-names.ts';
import { docLines, rustText, snakeCase, variantName } from './rust-names.ts';

/** What a module says: its own declarations in order, and the shared types that it uses. */
export interface RustTypes {
  readonly declarations: readonly string[];
  /** Names of types in `crate::shared`. */
  readonly shared: ReadonlySet<string>;
}

const VALUE = 'serde_json::Value';
const MAP = 'serde_json::Map<String, serde_json::Value>';
const DERIVE = '#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n';

/** What reads an optional field that may be null, where a module has one. */
export const PRESENT = 'present';

const hidden = (type: string): string => (type.startsWith('Phi<') ? type : `Phi<${type}>`);

/** Writes the types of one schema file; a type that serde cannot say more exactly is JSON. */
class Writer {
  readonly declarations: string[] = [];
  readonly shared = new Set<string>();
  private readonly schemas: Schemas;
  private readonly file: string;
  private readonly named = new Set<string>();

  constructor(schemas: Schemas, file: string) {
    this.schemas = schemas;
    this.file = file;
  }

  /** The type of a schema; what is declared for it is called `name`. What identifies a person is wrapped wherever it stands. */
  type(node: SchemaNode, name: string): string {
    const bare = this.bare(node, name);
    return this.isPersonal(node, bare) ? hidden(bare) : bare;
  }

  /** A type of its own says by itself which of its fields are personal; JSON cannot, so any personal part hides all of it. */
  private isPersonal(node: SchemaNode, type: string): boolean {
    const isMarked = node.schema['x-phi'] === true || dereference(this.schemas, node).schema['x-phi'] === true;
    return isMarked || ([VALUE, MAP].includes(type) && phiPointers(this.schemas, node).length > 0);
  }

  private bare(node: SchemaNode, name: string): string {
    const target = dereference(this.schemas, node);
    if (target.file !== this.file) return this.sharedType(target);
    return this.own(target, stringAt(target.schema, 'title') ?? this.definitionName(target) ?? name);
  }

  /** The declaration of a file's own type, which others may know by its name. */
  root(node: SchemaNode, name: string): void {
    const own = this.own(node, name);
    if (own === name) return;
    const type = this.isPersonal(node, own) ? hidden(own) : own;
    const doc = docLines(stringAt(node.schema, 'description'));
    // A name of its own: an id of a run is no id of a job.
    this.declarations.push(`${doc}${newtype(type)}pub struct ${name}(pub ${type});\n`);
  }

  private definitionName(target: SchemaNode): string | undefined {
    const file = this.schemas.get(target.file);
    return file !== undefined && /^\/definitions\/[^/]+$/.test(target.pointer)
      ? typeNameOf(file, target.pointer)
      : undefined;
  }

  private sharedType({ file, pointer }: SchemaNode): string {
    const home = this.schemas.get(file);
    if (home === undefined || home.place.kind !== 'shared') return VALUE;
    const name = typeNameOf(home, pointer);
    this.shared.add(name);
    return name;
  }

  private own(target: SchemaNode, name: string): string {
    const { schema } = target;
    if (schema.oneOf !== undefined || schema.anyOf !== undefined) return this.union(target, name) ?? VALUE;
    if (schema.allOf !== undefined || schema.if !== undefined) return VALUE;
    if (Array.isArray(schema.enum)) return this.enumeration(target, name) ?? this.scalar(target, name);
    return this.scalar(target, name);
  }

  private scalar(target: SchemaNode, name: string): string {
    const types = [target.schema.type ?? []].flat();
    const [type, other] = types.filter((each) => each !== 'null');
    if (type === undefined && typeof target.schema.const === 'string') return 'String';
    if (other !== undefined || type === undefined) return VALUE;
    const plain = this.plain(target, String(type), name);
    return types.length === 1 ? plain : `Option<${plain}>`;
  }

  private plain(target: SchemaNode, type: string, name: string): string {
    if (type === 'string') return 'String';
    if (type === 'integer') return 'i64';
    if (type === 'number') return 'f64';
    if (type === 'boolean') return 'bool';
    if (type === 'array') {
      const items = child(target, 'items');
      return `Vec<${items === undefined ? VALUE : this.type(items, `${name}Item`)}>`;
    }
    return this.object(target, name, undefined);
  }

  private object(target: SchemaNode, name: string, tag: string | undefined): string {
    const names = Object.keys(objectAt(target.schema, 'properties')).filter((field) => field !== tag);
    if (names.length === 0 && tag === undefined) return this.map(target, name) ?? MAP;
    if (this.named.has(name)) return name;
    this.named.add(name);
    const called = fieldNames(names);
    const fields = names.map((field) => this.field(target, field, { name, rust: called.get(field) ?? field }));
    const map = this.map(target, name);
    const rest =
      map === undefined
        ? ''
        : `    /// What else it holds.\n    #[serde(flatten)]\n    pub ${called.get(undefined) ?? 'rest'}: ${map},\n`;
    const doc = docLines(stringAt(target.schema, 'description'));
    const body = fields.length === 0 && rest === '' ? ' {}' : ` {\n${fields.join('')}${rest}}`;
    this.declarations.push(`${doc}${DERIVE}pub struct ${name}${body}\n`);
    return name;
  }

  /** What an object holds beside its properties; undefined where its schema says nothing of that, and it is passed over. */
  private map(target: SchemaNode, name: string): string | undefined {
    const further = child(target, 'additionalProperties');
    const patterned = Object.keys(objectAt(target.schema, 'patternProperties')).length > 0;
    if (further !== undefined && !patterned)
      return `std::collections::BTreeMap<String, ${this.type(further, `${name}Value`)}>`;
    if (further === undefined && !patterned && target.schema.additionalProperties !== true) return undefined;
    const { properties: _, ...beside } = target.schema;
    return phiPointers(this.schemas, { ...target, schema: beside }).length > 0 ? hidden(MAP) : MAP;
  }

  private field(
    target: SchemaNode,
    field: string,
    { name, rust }: { readonly name: string; readonly rust: string },
  ): string {
    const node = child(target, 'properties', field);
    const type = node === undefined ? VALUE : this.type(node, `${name}${pascalCase(field)}`);
    const required = arrayAt(target.schema, 'required').includes(field);
    const serde = [
      ...(rust === field ? [] : [`rename = ${rustText(field)}`]),
      ...(required ? [] : ['default', 'skip_serializing_if = "Option::is_none"']),
      ...(required || !this.allowsNull(node) ? [] : [`deserialize_with = "${PRESENT}"`]),
    ];
    const optional = required ? type : `Option<${type}>`;
    const described = stringAt(node?.schema, 'description');
    return `${docLines(described, '    ')}${serde.length === 0 ? '' : `    #[serde(${serde.join(', ')})]\n`}    pub ${rust}: ${optional},\n`;
  }

  /** Whether null may be a field's value: to serde that is the same as no field, unless it is told. */
  private allowsNull(node: SchemaNode | undefined): boolean {
    if (node === undefined) return true;
    const target = dereference(this.schemas, node);
    const { type, const: constant, enum: listed } = target.schema;
    if (constant !== undefined) return constant === null;
    if (Array.isArray(listed)) return listed.includes(null);
    if (type !== undefined) return [type].flat().includes('null');
    const branches = (keyword: string): readonly boolean[] =>
      arrayAt(target.schema, keyword).map((_, index) => this.allowsNull(child(target, keyword, index)));
    const unions = ['oneOf', 'anyOf'].map(branches).filter(({ length }) => length > 0);
    return branches('allOf').every(Boolean) && unions.every((union) => union.includes(true));
  }

  /** Texts that are listed, and one for those that a later version lists; undefined where they cannot be variants. */
  private enumeration({ schema }: SchemaNode, name: string): string | undefined {
    const values = arrayAt(schema, 'enum');
    const variants = values.map((value) => (typeof value === 'string' ? variantName(value) : undefined));
    const distinct = new Set(variants).size === values.length && !variants.includes('Other');
    if (!distinct || variants.includes(undefined)) return undefined;
    if (this.named.has(name)) return name;
    this.named.add(name);
    const lines = values.map(
      (value, index) => `    #[serde(rename = ${rustText(String(value))})]\n    ${variants[index]},\n`,
    );
    const other = '    /// One that a later version of the schema knows.\n    #[serde(untagged)]\n    Other(String),\n';
    const doc = docLines(stringAt(schema, 'description'));
    this.declarations.push(`${doc}${DERIVE}pub enum ${name} {\n${lines.join('')}${other}}\n`);
    return name;
  }

  /** Objects that a constant tells apart; undefined for any other union. */
  private union(target: SchemaNode, name: string): string | undefined {
    const keyword = target.schema.oneOf === undefined ? 'anyOf' : 'oneOf';
    const written = arrayAt(target.schema, keyword).flatMap((_, index) => {
      const branch = child(target, keyword, index);
      return branch === undefined ? [] : [branch];
    });
    const branches = written.map((branch) => dereference(this.schemas, branch));
    const tag = tagOf(branches);
    if (tag === undefined || branches.some(({ file }) => file !== this.file)) return undefined;
    const variants = branches.map((branch) => variantName(String(constantAt(branch, tag))));
    if (variants.includes(undefined) || new Set(variants).size < variants.length) return undefined;
    if (this.named.has(name)) return name;
    this.named.add(name);
    const lines = branches.map((branch, index) => {
      const bare = this.object(branch, stringAt(branch.schema, 'title') ?? `${name}${variants[index]}`, tag);
      const own = this.isPersonal(written[index] ?? branch, bare) ? hidden(bare) : bare;
      const doc = docLines(stringAt(branch.schema, 'description'), '    ');
      return `${doc}    #[serde(rename = ${rustText(String(constantAt(branch, tag)))})]\n    ${variants[index]}(${own}),\n`;
    });
    const doc = docLines(stringAt(target.schema, 'description'));
    this.declarations.push(`${doc}${DERIVE}#[serde(tag = ${rustText(tag)})]\npub enum ${name} {\n${lines.join('')}}\n`);
    return name;
  }
}

const constantAt = ({ schema }: SchemaNode, field: string): unknown =>
  objectAt(objectAt(schema, 'properties'), field).const;

/** The required field that has a constant text in every branch. */
const tagOf = (branches: readonly SchemaNode[]): string | undefined => {
  const [first, ...others] = branches;
  if (first === undefined || others.length === 0) return undefined;
  const isTag = (branch: SchemaNode, field: string): boolean =>
    typeof constantAt(branch, field) === 'string' && arrayAt(branch.schema, 'required').includes(field);
  return Object.keys(objectAt(first.schema, 'properties')).find((field) =>
    branches.every((branch) => isTag(branch, field)),
  );
};

/** The fields' names in Rust, no two the same; under `undefined` the one of what else there is. */
const fieldNames = (names: readonly string[]): ReadonlyMap<string | undefined, string> => {
  const taken = new Set<string>();
  const free = (wanted: string): string => {
    let name = wanted;
    while (taken.has(name)) name = `${name}_`;
    taken.add(name);
    return name;
  };
  return new Map([...names, undefined].map((name) => [name, free(snakeCase(name ?? 'rest'))]));
};

const newtype = (type: string): string =>
  type === 'String'
    ? '#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]\n#[serde(transparent)]\n'
    : `${DERIVE}#[serde(transparent)]\n`;

/** The Rust types of one schema file, for serde. Sources: serde.rs, "Container attributes", "Variant attributes". */
export const rustTypes = (schemas: Schemas, root: SchemaNode, name: string): RustTypes => {
  const writer = new Writer(schemas, root.file);
  for (const key of Object.keys(objectAt(root.schema, 'definitions'))) {
    const definition = child(root, 'definitions', key);
    if (definition !== undefined && isObject(definition.schema)) writer.type(definition, pascalCase(key));
  }
  writer.root(root, name);
  return { declarations: writer.declarations, shared: writer.shared };
};
