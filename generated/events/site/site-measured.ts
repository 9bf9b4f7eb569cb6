// Generated from catalog/site/site-measured/v1.json by `npm run generate`. Do not edit.

import type { EventDescriptor } from '@carillon/runtime/descriptor';
import type { EventMetadata } from '../../shared/event-metadata.ts';
import { validate } from '../../validators/site/site-measured.js';

/** A site has reported a measure. */
export interface SiteMeasured {
  readonly metadata: EventMetadata;
  readonly data: SiteMeasuredData;
}

/** The measure. */
export interface SiteMeasuredData {
  /** The measure. */
  readonly id: string;
  /** The site; a partition of the archive. */
  readonly siteId: string;
  /** What was measured. */
  readonly name: string;
  /** When it was measured, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly createdAtTime: number;
  /** The first value. */
  readonly valueOne: number;
  /** The second value. */
  readonly valueTwo: number;
}

/** A site has reported a measure. */
export const siteMeasured: EventDescriptor<'SiteMeasured', SiteMeasured> = {
  name: 'SiteMeasured',
  source: 'carillon.site',
  version: 1,
  schema: 'site/site-measured/v1',
  owner: 'team-sites',
  claimCheck: false,
  phi: [],
  validate,
};
