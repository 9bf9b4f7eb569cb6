import { pointerTo } from '../pointer.ts';
import type { VersionedCatalog } from '../stages.ts';

/** `catalog.json`: the catalog for tools that do not run TypeScript types, with pointers to the examples. */
export function catalogJson({ checked, versions }: VersionedCatalog): string {
  const { loaded, events, producers, consumers } = checked;
  const summary = {
    bus: loaded.busName,
    events: events.map(({ file, examples, ...event }) => ({
      ...event,
      file,
      versions: versions.get(event.name) ?? [],
      examples: Array.from({ length: examples }, (_, index) => `${file}#${pointerTo('/examples', index)}`),
    })),
    producers,
    consumers: consumers.map(({ receives, ...consumer }) => ({
      ...consumer,
      events: receives.map(({ event }) => event),
    })),
  };
  return `${JSON.stringify(summary, null, 2)}\n`;
}
