import { type Diagnostic, fault } from '../diagnostic.ts';
import { isObject } from '../json.ts';
import type { CatalogSource, LoadedCatalog, SchemaFile, SchemaPlace } from '../stages.ts';
import { parseJson } from './parse-text.ts';

interface LoadedSchemas {
  readonly value: ReadonlyMap<string, SchemaFile>;
  readonly faults: readonly Diagnostic[];
}

export function loadSchemas(source: CatalogSource, earlier?: LoadedCatalog): LoadedSchemas {
  const value = new Map<string, SchemaFile>();
  const faults: Diagnostic[] = [];
  for (const [file, text] of source.files) {
    if (!file.startsWith('catalog/')) continue;
    const known = knownOf(file, text, earlier);
    if (known !== undefined) {
      value.set(file, known);
      continue;
    }
    const place = placeOf(file);
    if (place === undefined) {
      faults.push(misplaced(file));
      continue;
    }
    const parsed = parseJson(file, text);
    faults.push(...parsed.faults);
    if (isObject(parsed.value)) value.set(file, { file, place, schema: parsed.value });
    else if (parsed.faults.length === 0) faults.push(notASchema(file));
  }
  return { value, faults };
}

/** What was read of the same text; a file with a fault is read again, and tells it again. */
function knownOf(file: string, text: string, earlier: LoadedCatalog | undefined): SchemaFile | undefined {
  const isSound = earlier?.source.files.get(file) === text && !earlier.faults.some(({ at }) => at.file === file);
  return isSound ? earlier.schemas.get(file) : undefined;
}

function placeOf(file: string): SchemaPlace | undefined {
  const shared = /^catalog\/shared\/([a-z][a-z0-9-]*)\.json$/.exec(file);
  if (shared?.[1] !== undefined) return { kind: 'shared', name: shared[1] };
  const event = /^catalog\/([a-z][a-z0-9-]*)\/([A-Za-z][A-Za-z0-9_-]*)\/v([1-9][0-9]*)\.json$/.exec(file);
  if (event?.[1] === undefined || event[2] === undefined || event[1] === 'shared') return undefined;
  return { kind: 'event', domain: event[1], event: event[2], version: Number(event[3]) };
}

function misplaced(file: string): Diagnostic {
  return fault('schema-in-its-place', file, '', {
    expected: 'catalog/<domain>/<event>/v<n>.json or catalog/shared/<type>.json, in kebab case',
    received: file,
    fix: 'Move the file, or keep it outside catalog/.',
  });
}

function notASchema(file: string): Diagnostic {
  return fault('schema-draft-07', file, '', {
    expected: 'a JSON object',
    received: 'another JSON value',
    fix: 'Write the schema as an object.',
  });
}
