/** The schemas that the details of all events share, as files to write into a project's catalog. */
import { readFileSync } from 'node:fs';

/** A file of a catalog: its path below the project's root, and its text. */
export interface SharedSchema {
  readonly path: string;
  readonly text: string;
}

const shared = (name: string): SharedSchema => ({
  path: `catalog/shared/${name}.json`,
  text: readFileSync(new URL(`envelope/${name}.json`, import.meta.url), 'utf8'),
});

/** The metadata of every event: id, correlation, time, schema, stream and claim. It refers to {@link instant}. */
export const eventMetadata: SharedSchema = shared('event-metadata');

/** An instant: RFC 3339 in UTC, with milliseconds. */
export const instant: SharedSchema = shared('instant');

/** An object in S3: its bucket and key. */
export const objectLocation: SharedSchema = shared('object-location');
