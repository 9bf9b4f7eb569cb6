import type { FhirResource } from './fhir-resources.ts';

/** Requests under way at once: enough to keep one machine busy, few enough for its memory. */
const ABREAST = 24;

export interface Loaded {
  readonly resources: number;
  readonly refused: readonly { readonly resource: string; readonly reason: string }[];
}

const put = async (endpoint: string, resource: FhirResource): Promise<string | undefined> => {
  const response = await fetch(`${endpoint}${resource.resourceType}/${resource.id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/fhir+json' },
    body: JSON.stringify(resource),
  });
  const answer = await response.text();
  return response.ok ? undefined : `${response.status} ${answer.slice(0, 300)}`;
};

/** Puts each resource into the datastore by FHIR's update (`PUT [base]/[type]/[id]`), as any client would. */
export const loadResources = async (
  endpoint: string,
  resources: AsyncIterable<FhirResource>,
  progress: (loaded: number) => void,
): Promise<Loaded> => {
  const refused: { resource: string; reason: string }[] = [];
  const underWay = new Set<Promise<void>>();
  let loaded = 0;
  for await (const resource of resources) {
    const one: Promise<void> = put(endpoint, resource).then((reason) => {
      underWay.delete(one);
      if (reason === undefined) progress(++loaded);
      else refused.push({ resource: `${resource.resourceType}/${resource.id}`, reason });
    });
    underWay.add(one);
    if (underWay.size >= ABREAST) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  return { resources: loaded, refused };
};
