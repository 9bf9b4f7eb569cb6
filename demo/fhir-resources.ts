import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

export interface FhirResource {
  readonly resourceType: string;
  readonly id: string;
}

/** The clinical resource types of FHIR's own examples; terminology and conformance resources are no patient's data. */
const CLINICAL = [
  'AllergyIntolerance',
  'CarePlan',
  'Condition',
  'DiagnosticReport',
  'Encounter',
  'Goal',
  'Immunization',
  'Location',
  'Medication',
  'MedicationRequest',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'Procedure',
  'ServiceRequest',
  'Specimen',
];

const isResource = (value: unknown): value is FhirResource => {
  if (typeof value !== 'object' || value === null) return false;
  const { resourceType, id } = value as Partial<FhirResource>;
  return typeof resourceType === 'string' && typeof id === 'string';
};

/** The examples of the FHIR R4 specification (hl7.fhir.r4.examples, CC0). */
export async function* exampleResources(): AsyncGenerator<FhirResource> {
  const folder = dirname(createRequire(import.meta.url).resolve('hl7.fhir.r4.examples/package.json'));
  const files = readdirSync(folder).filter((file) => CLINICAL.some((type) => file.startsWith(`${type}-`)));
  for (const file of files.sort()) {
    const resource: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (isResource(resource)) yield resource;
  }
}

const linesOf = (file: string): AsyncIterable<string> => {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
};

/** What a folder's NDJSON files hold besides resources: reported, never dropped in silence. */
export interface Unreadable {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

async function* fileResources(
  path: string,
  name: string,
  unreadable: (line: Unreadable) => void,
): AsyncGenerator<FhirResource> {
  let line = 0;
  for await (const text of linesOf(path)) {
    line += 1;
    if (text.trim() === '') continue;
    const resource = parsed(text);
    if (isResource(resource)) yield resource;
    else unreadable({ file: name, line, reason: resource === undefined ? 'not JSON' : 'no resourceType or id' });
  }
}

/** Why nothing can be loaded from a folder; undefined when something can. */
export const folderFault = (folder: string): string | undefined => {
  if (!existsSync(folder)) return `--fhir ${folder}: there is no such folder.`;
  return filesIn(folder).length === 0 ? `--fhir ${folder}: no *.ndjson or *.ndjson.gz file in it.` : undefined;
};

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => /\.ndjson(\.gz)?$/.test(file) && !file.startsWith('log.'))
    .toSorted();

/** The resources of a folder's `*.ndjson` and `*.ndjson.gz` files, in the bulk data layout of one resource a line. */
export async function* folderResources(
  folder: string,
  unreadable: (line: Unreadable) => void,
): AsyncGenerator<FhirResource> {
  for (const file of filesIn(folder)) yield* fileResources(join(folder, file), file, unreadable);
}
