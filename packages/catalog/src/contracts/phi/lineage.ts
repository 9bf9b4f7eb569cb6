import type { CheckedCatalog, CheckedEvent } from '../../compiler/stages.ts';
import { type Reads, touches } from '../reads/reads.ts';

/** Who receives a field, by what they look at. */
export interface Receivers {
  /** By their recorded reads. */
  readonly readBy: readonly string[];
  /** Who receives the event and does not look at the field. */
  readonly carriedBy: readonly string[];
  /** Who receives it and has no recorded reads: nothing is known of these. */
  readonly unknown: readonly string[];
}

/** A field that identifies a person: who publishes it and who reads it. */
export interface Lineage extends Receivers {
  readonly event: string;
  readonly field: string;
  readonly owner: string;
  readonly emittedBy: readonly string[];
}

/** What each of an event's consumers does with one of its fields. */
export const receiversOf = (
  { name, consumers }: Pick<CheckedEvent, 'name' | 'consumers'>,
  field: string,
  reads: ReadonlyMap<string, Reads>,
): Receivers => {
  const isRead = (consumer: string): boolean =>
    (reads.get(consumer)?.events[name] ?? []).some((read) => touches(field, read));
  const known = consumers.filter((consumer) => reads.has(consumer));
  return {
    readBy: known.filter(isRead),
    carriedBy: known.filter((consumer) => !isRead(consumer)),
    unknown: consumers.filter((consumer) => !reads.has(consumer)),
  };
};

/** The way of every field marked `x-phi`, event by event. */
export const lineageOf = ({ events }: CheckedCatalog, reads: ReadonlyMap<string, Reads>): readonly Lineage[] =>
  events.flatMap((event) =>
    event.phi.map(
      (field): Lineage => ({
        event: event.name,
        field,
        owner: event.owner,
        emittedBy: event.producers,
        ...receiversOf(event, field, reads),
      }),
    ),
  );
