import type { Journal } from '../../kernel/journal.ts';
import type { JsonObject } from '../../kernel/json.ts';

/** The Glue Data Catalog: what `DatabaseInput` and `TableInput` said, by name. */
export interface Catalog {
  database(name: string): JsonObject | undefined;
  putDatabase(name: string, database: JsonObject): void;
  removeDatabase(name: string): void;
  table(database: string, name: string): JsonObject | undefined;
  tables(database: string): readonly JsonObject[];
  putTable(database: string, name: string, table: JsonObject): void;
  /** CloudFormation knows a table by its name alone. */
  removeTable(name: string): void;
}

export const catalogIn = (journal: Journal): Catalog => {
  const databases = journal.table<JsonObject>('glue_databases');
  const tables = journal.table<JsonObject>('glue_tables');
  return {
    database: (name) => databases.get(name),
    putDatabase: (name, database) => databases.put(name, database),
    removeDatabase: (name) => void databases.delete(name),
    table: (database, name) => tables.get(`${database}/${name}`),
    tables: (database) => tables.scan({ prefix: `${database}/` }).map(([, table]) => table),
    putTable: (database, name, table) => tables.put(`${database}/${name}`, table),
    removeTable(name) {
      for (const [key] of tables.scan()) if (key.endsWith(`/${name}`)) tables.delete(key);
    },
  };
};
