import { AwsError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { executed, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { type Catalog, catalogIn } from './catalog.ts';

interface InDatabase {
  readonly Name?: string;
  readonly DatabaseName?: string;
}

interface InTable extends InDatabase {
  readonly Name?: string;
}

const notFound = (what: string): AwsError => new AwsError('EntityNotFoundException', `${what} not found.`);

const nameOf = (input: JsonObject, fallback: string): string =>
  typeof input.Name === 'string' ? input.Name : fallback;

const resources = (kernel: Kernel, catalog: Catalog): Readonly<Record<string, ResourceType>> => ({
  'AWS::Glue::Database': {
    properties: { CatalogId: oneOf(kernel.account), DatabaseInput: executed, DatabaseName: executed },
    declare(declared) {
      const { DatabaseInput, DatabaseName } = declared.properties;
      const input = isJsonObject(DatabaseInput) ? DatabaseInput : {};
      const given = typeof DatabaseName === 'string' ? DatabaseName : declared.physicalName().toLowerCase();
      const name = nameOf(input, given);
      catalog.putDatabase(name, { ...input, Name: name });
      return { ref: name, attributes: {} };
    },
    remove: (name) => catalog.removeDatabase(name),
  },
  'AWS::Glue::Table': {
    properties: { CatalogId: oneOf(kernel.account), DatabaseName: executed, TableInput: executed },
    declare(declared) {
      const { DatabaseName, TableInput } = declared.properties;
      const input = isJsonObject(TableInput) ? TableInput : {};
      const name = nameOf(input, declared.physicalName().toLowerCase());
      catalog.putTable(String(DatabaseName), name, { ...input, Name: name, DatabaseName: String(DatabaseName) });
      return { ref: name, attributes: {} };
    },
    remove: (name) => catalog.removeTable(name),
  },
});

const operations = (kernel: Kernel, catalog: Catalog): Readonly<Record<string, AnyOperation>> => {
  const arn = (rest: string): string => `arn:aws:glue:${kernel.region}:${kernel.account}:${rest}`;
  const on = (action: string, ...rest: readonly string[]): readonly Permission[] =>
    ['catalog', ...rest].map((each) => ({ action: `glue:${action}`, resource: arn(each) }));
  const getDatabase: Operation<InDatabase, object> = {
    needs: ({ Name = '' }) => on('GetDatabase', `database/${Name}`),
    run({ Name = '' }) {
      const Database = catalog.database(Name);
      if (Database === undefined) throw notFound(`Database ${Name}`);
      return { Database };
    },
  };
  const getTables: Operation<InDatabase, object> = {
    needs: ({ DatabaseName = '' }) => on('GetTables', `database/${DatabaseName}`, `table/${DatabaseName}/*`),
    run({ DatabaseName = '' }) {
      if (catalog.database(DatabaseName) === undefined) throw notFound(`Database ${DatabaseName}`);
      return { TableList: catalog.tables(DatabaseName) };
    },
  };
  const getTable: Operation<InTable, object> = {
    needs: ({ DatabaseName = '', Name = '' }) =>
      on('GetTable', `database/${DatabaseName}`, `table/${DatabaseName}/${Name}`),
    run({ DatabaseName = '', Name = '' }) {
      const Table = catalog.table(DatabaseName, Name);
      if (Table === undefined) throw notFound(`Table ${DatabaseName}.${Name}`);
      return { Table };
    },
  };
  return { GetDatabase: getDatabase, GetTable: getTable, GetTables: getTables };
};

/** AWS Glue Data Catalog: databases and tables as the template declares them, for whoever queries the archive. */
export const glue: ServiceFactory = (kernel) => {
  const catalog = catalogIn(kernel.journal);
  return { name: 'glue', resources: resources(kernel, catalog), operations: operations(kernel, catalog) };
};
