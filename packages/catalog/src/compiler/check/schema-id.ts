import type { SchemaPlace } from '../stages.ts';

/** `<domain>/<event>/v<version>`: what an event's metadata says of its schema. */
export function schemaIdOf(place: SchemaPlace): string {
  return place.kind === 'event' ? `${place.domain}/${place.event}/v${place.version}` : `shared/${place.name}`;
}
