// Generated from catalog/site/site-measured/v1.json by `npm run generate`. Do not edit.

import type { SiteMeasured } from '../../events/site/site-measured.ts';

/** The catalog's examples; each is valid, the compiler has checked it. */
export const siteMeasuredExamples: readonly [SiteMeasured, ...SiteMeasured[]] = [
  {
    metadata: {
      id: 'ec48ca03-6b70-4e61-ae3d-bced831ea7f3',
      correlationId: 'd9a3f1c05e7b4c1aa871',
      occurredAt: '2026-11-23T20:00:04.000Z',
      schema: 'site/site-measured/v1',
      stream: 'site/1',
    },
    data: {
      id: 'measure-0001',
      siteId: '1',
      name: 'ward temperature',
      createdAtTime: 1795464003127,
      valueOne: 21.4,
      valueTwo: 40,
    },
  },
  {
    metadata: {
      id: '8a8043bc-eaba-4a76-a0f0-6b2aaaf39342',
      correlationId: '6c2e8b17f0d94e3ab5c9',
      occurredAt: '2026-11-23T20:07:19.000Z',
      schema: 'site/site-measured/v1',
      stream: 'site/2',
    },
    data: {
      id: 'measure-0002',
      siteId: '2',
      name: 'occupied beds',
      createdAtTime: 1795464438002,
      valueOne: 118,
      valueTwo: 130,
    },
  },
] as unknown as readonly [SiteMeasured, ...SiteMeasured[]];

const [first] = siteMeasuredExamples;

/** An event like the catalog's first example, but for what is said here. */
export function exampleSiteMeasured(
  data: Partial<SiteMeasured['data']> = {},
  metadata: Partial<SiteMeasured['metadata']> = {},
): SiteMeasured {
  return { metadata: { ...first.metadata, ...metadata }, data: { ...first.data, ...data } };
}
