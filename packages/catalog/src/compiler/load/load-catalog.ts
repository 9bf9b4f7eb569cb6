import { type Diagnostic, fault } from '../diagnostic.ts';
import { isObject, type JsonObject, objectAt, show, stringAt } from '../json.ts';
import { pointerTo } from '../pointer.ts';
import type { CatalogSource, LoadedCatalog } from '../stages.ts';
import { loadMessages } from './load-messages.ts';
import { loadOperations } from './load-operations.ts';
import { loadSchemas } from './load-schemas.ts';
import { parseYaml } from './parse-text.ts';

/** The path of the document from the catalog's root. */
export const documentFile = 'asyncapi.yaml';

/** Reads the text into the catalog's nouns. What cannot be read is left out and told in `faults`; texts that are as they were `earlier` are not read again. */
export function load(source: CatalogSource, earlier?: LoadedCatalog): LoadedCatalog {
  const schemas = loadSchemas(source, earlier);
  const { faults, ...document } = documentOf(source, earlier);
  const paths = steadyPaths([...schemas.value.keys()], earlier?.paths);
  return { source, schemas: schemas.value, paths, ...document, faults: [...faults, ...schemas.faults] };
}

const steadyPaths = (paths: readonly string[], earlier: readonly string[] = []): readonly string[] =>
  paths.length === earlier.length && paths.every((path, index) => path === earlier[index]) ? earlier : paths;

type LoadedDocument = Omit<LoadedCatalog, 'source' | 'schemas' | 'paths'>;

function documentOf(source: CatalogSource, earlier: LoadedCatalog | undefined): LoadedDocument {
  const text = source.files.get(documentFile) ?? '';
  const isSame = earlier !== undefined && (earlier.source.files.get(documentFile) ?? '') === text;
  if (!isSame || earlier.faults.some(({ at }) => at.file === documentFile)) return loadDocument(text);
  const { document, busName, messages, operations } = earlier;
  return { document, busName, messages, operations, faults: [] };
}

function loadDocument(text: string): LoadedDocument {
  const parsed = parseYaml(documentFile, text);
  const document = isObject(parsed.value) ? parsed.value : {};
  const bus = loadBusName(document);
  const messages = loadMessages(document);
  const operations = loadOperations(document);
  const faults = [parsed, checkVersion(document), bus, messages, operations].flatMap((part) => part.faults);
  return {
    document,
    busName: bus.value,
    messages: messages.value,
    operations: operations.value,
    faults: parsed.faults.length > 0 ? parsed.faults : faults,
  };
}

function checkVersion(document: JsonObject): { readonly faults: readonly Diagnostic[] } {
  const version = document.asyncapi;
  if (typeof version === 'string' && /^3\.\d+\.\d+$/.test(version)) return { faults: [] };
  const isOlder = typeof version === 'string' && /^[12]\./.test(version);
  const fix = isOlder
    ? 'Convert the document: `asyncapi convert asyncapi.yaml --target-version=3.0.0` of the AsyncAPI CLI.'
    : 'Write `asyncapi: 3.1.0` at the top.';
  const text = { expected: 'asyncapi: 3.x.y', received: show(version), fix };
  return { faults: [fault('document-is-asyncapi-3', documentFile, '/asyncapi', text)] };
}

function loadBusName(document: JsonObject): { readonly value: string; readonly faults: readonly Diagnostic[] } {
  const names = Object.entries(objectAt(document, 'servers')).map(([key, server]) => ({
    pointer: pointerTo('/servers', key, 'x-eventbridge', 'busName'),
    name: stringAt(objectAt(server, 'x-eventbridge'), 'busName'),
  }));
  const [first] = names;
  if (names.length === 1 && first?.name !== undefined && /^[/.\-_A-Za-z0-9]{1,256}$/.test(first.name)) {
    return { value: first.name, faults: [] };
  }
  const text = {
    expected:
      'one server with x-eventbridge: {busName}, 1 to 256 letters, digits or /.-_ (EventBridge, CreateEventBus)',
    received: names.length === 1 ? show(first?.name) : `${names.length} servers`,
    fix: 'Describe the bus as the only server and name it: x-eventbridge: { busName: my-bus }.',
  };
  return { value: 'unknown', faults: [fault('server-names-bus', documentFile, first?.pointer ?? '/servers', text)] };
}
