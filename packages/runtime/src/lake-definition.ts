import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Column {
  readonly Name: string;
  readonly Type: string;
  readonly Comment?: string;
}

/** Glue's `TableInput`, as `generated/lake` has it; `{archive}` in a location stands for the bucket. */
export interface TableInput {
  readonly Name: string;
  readonly Description: string;
  readonly TableType: string;
  readonly Parameters: Readonly<Record<string, string>>;
  readonly PartitionKeys: readonly Column[];
  readonly StorageDescriptor: {
    readonly Columns: readonly Column[];
    readonly Compressed: boolean;
    readonly InputFormat: string;
    readonly OutputFormat: string;
    readonly Location: string;
    readonly SerdeInfo: {
      readonly SerializationLibrary: string;
      readonly Parameters: Readonly<Record<string, string>>;
    };
  };
}

/** The database and the tables of the archive, as `generated/lake.json` lists them. */
export interface LakeDefinition {
  readonly database: string;
  readonly tables: readonly TableInput[];
}

/** The tables that the catalog's compiler has written into `generated/`. */
export const readLake = (root: string): LakeDefinition => {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(root, 'generated', file), 'utf8'));
  const { database, tables } = read('lake.json') as {
    readonly database: string;
    readonly tables: readonly { readonly file: string }[];
  };
  return { database, tables: tables.map(({ file }) => read(file) as TableInput) };
};
