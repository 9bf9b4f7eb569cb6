import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleResources, type FhirResource } from '../../demo/fhir-resources.ts';

export interface FhirFolder {
  readonly path: string;
  /** `<type>/<id>` of each resource in it. */
  readonly resources: readonly string[];
}

export const nameOf = ({ resourceType, id }: FhirResource): string => `${resourceType}/${id}`;

/** A folder of NDJSON files, one a resource type, with every n-th of FHIR's own examples until there are enough. */
export const fhirFolder = async (count: number, more: readonly FhirResource[] = []): Promise<FhirFolder> => {
  const all: FhirResource[] = [];
  for await (const resource of exampleResources()) all.push(resource);
  const every = Math.max(1, Math.floor(all.length / count));
  const chosen = [...all.filter((_, index) => index % every === 0).slice(0, count), ...more];
  const path = mkdtempSync(join(tmpdir(), 'carillon-fhir-'));
  for (const [type, resources] of Map.groupBy(chosen, ({ resourceType }) => resourceType)) {
    writeFileSync(join(path, `${type}.ndjson`), resources.map((each) => `${JSON.stringify(each)}\n`).join(''));
  }
  return { path, resources: chosen.map(nameOf) };
};
