import type { PutEventsRequestEntry, PutEventsResultEntry } from '@aws-sdk/client-eventbridge';
import type { Json, JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Deliveries } from './delivery.ts';
import { type BusEvent, eventOf } from './event.ts';
import type { Rules } from './rule.ts';

export interface Bus {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
}

export interface Buses {
  get(nameOrArn: string): Bus | undefined;
  list(): readonly Bus[];
  create(name: string): Bus;
  remove(name: string): void;
  /** Takes one entry, or says why not. What it took has reached its targets' queues in the same transaction. */
  put(entry: PutEventsRequestEntry): PutEventsResultEntry;
}

export const DEFAULT_BUS = 'default';

/** `event-bus/name` of an ARN, or the name itself. */
const nameOf = (nameOrArn: string): string => nameOrArn.split('event-bus/').at(-1) ?? nameOrArn;

export const busesOn = (kernel: Kernel, rules: Rules, deliveries: Deliveries): Buses => {
  const { journal, clock, identity, activity, region, account } = kernel;
  const table = journal.table<Bus>('events_buses');
  const arnOf = (name: string): string => `arn:aws:events:${region}:${account}:event-bus/${name}`;
  const implicit: Bus = { name: DEFAULT_BUS, arn: arnOf(DEFAULT_BUS), createdAt: 0 };

  const get = (nameOrArn: string): Bus | undefined => {
    const name = nameOf(nameOrArn);
    return name === DEFAULT_BUS ? implicit : table.get(name);
  };
  const publish = (bus: Bus, event: BusEvent): void => {
    const facts = { source: event.source, detailType: event['detail-type'], id: event.id };
    activity.note({ service: 'events', action: 'EventPublished', resource: bus.arn, facts });
    for (const rule of rules.matching(bus.name, event as unknown as JsonObject)) deliveries.deliver(rule, event);
  };
  return {
    get,
    list: () => [implicit, ...table.scan().map(([, bus]) => bus)],
    create(name) {
      const bus = table.get(name) ?? { name, arn: arnOf(name), createdAt: clock.now() };
      table.put(name, bus);
      return bus;
    },
    remove: (name) => void table.delete(name),
    put(entry) {
      const bus = get(entry.EventBusName ?? DEFAULT_BUS);
      // API Reference, PutEvents: an event for a bus that does not exist is taken and goes nowhere.
      const place = { id: identity.uuid(), account, region, now: clock.now() };
      const made = eventOf(entry, place);
      if ('fault' in made) return { ErrorCode: made.fault.code, ErrorMessage: made.fault.message };
      if (bus !== undefined) publish(bus, made.event);
      return { EventId: made.event.id };
    },
  };
};

/** The parts of a delivery to a bus, as pipes and services send it, as an entry. */
export const entryOf = (body: string, parameters: Readonly<Record<string, Json>>): PutEventsRequestEntry => {
  const { Source, DetailType, Time, Resources } = parameters;
  return {
    Detail: body,
    Source: String(Source ?? ''),
    DetailType: String(DetailType ?? ''),
    ...(Time === undefined ? {} : { Time: new Date(typeof Time === 'number' ? Time : String(Time)) }),
    ...(Array.isArray(Resources) ? { Resources: Resources.map(String) } : {}),
  };
};
