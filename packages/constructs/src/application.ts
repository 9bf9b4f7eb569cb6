import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Delivery, EventPattern } from '@carillon/runtime/descriptor';
import { type LakeDefinition, readLake } from '@carillon/runtime/lake-definition';
import { type HandlerSource, readHandlers } from './handler-source.ts';

/** A consumer of the catalog, as far as infrastructure follows from it. */
export interface SubscriptionDeclaration {
  /** The consumer's name: its folder below `src/consumers` or `src/producers`. */
  readonly name: string;
  readonly description: string;
  /** The EventBridge pattern of its rule. */
  readonly pattern: EventPattern;
  /** A queue before its function, the archive's delivery stream, or a workflow that starts on each event. */
  readonly delivery: Delivery;
  /** Whether one of its events may travel as a claim check, so that its detail has to be read from the claim bucket. */
  readonly claimCheck: boolean;
}

/** Everything that the templates follow from: data, read once, so that the same input gives the same templates. */
export interface Application {
  readonly busName: string;
  readonly subscriptions: readonly SubscriptionDeclaration[];
  readonly handlers: readonly HandlerSource[];
  /** The definition of each workflow in Amazon States Language, by its folder below `src/workflows`. */
  readonly workflows: ReadonlyMap<string, string>;
  readonly lake: LakeDefinition;
}

/** generated/catalog.json, as far as infrastructure follows from it. */
interface Catalog {
  readonly bus: string;
  readonly events: readonly { readonly name: string; readonly claimCheck: boolean }[];
  readonly consumers: readonly (Omit<SubscriptionDeclaration, 'claimCheck'> & { readonly events: readonly string[] })[];
}

const subscriptionsOf = ({ events, consumers }: Catalog): readonly SubscriptionDeclaration[] => {
  const claimable = new Set(events.filter(({ claimCheck }) => claimCheck).map(({ name }) => name));
  return consumers.map(({ name, description, pattern, delivery, events: received }) => ({
    name,
    description,
    pattern,
    delivery,
    claimCheck: received.some((event) => claimable.has(event)),
  }));
};

const DEFINITION = 'state-machine.asl.json';

/** The application in the project at `root`: its generated catalog and lake, its handlers (bundled) and its workflows. */
export const readApplication = async (root: string): Promise<Application> => {
  const catalog = JSON.parse(readFileSync(join(root, 'generated/catalog.json'), 'utf8')) as Catalog;
  const definitions = globSync(`src/workflows/*/${DEFINITION}`, { cwd: root }).toSorted();
  return {
    busName: catalog.bus,
    subscriptions: subscriptionsOf(catalog),
    handlers: await readHandlers(root),
    workflows: new Map(definitions.map((file) => [basename(dirname(file)), readFileSync(join(root, file), 'utf8')])),
    lake: readLake(root),
  };
};

/** `order-desk` -> `OrderDesk`, as construct ids are written. */
export const pascalCase = (kebab: string): string =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
