import type { Consumer } from '@carillon/catalog/check';
import { camelCase, pascalCase } from '@carillon/catalog/names';
import { deepest, patternReads, textOfReads } from '@carillon/catalog/reads';
import { templateFiles } from '../change/template.ts';

export interface Scaffold {
  /** As the catalog with it has it. */
  readonly consumer: Consumer;
  /** The schema whose first example the test reads, as a path from the root. */
  readonly schema: string;
  /** The detail-type of that schema's event. */
  readonly event: string;
}

/** What `summarize.ts` of the template reads, and the rule before it. */
const readsOf = (consumer: Consumer): string => {
  const read = (event: string): readonly string[] =>
    deepest([...patternReads(consumer, event), '/metadata/id', '/metadata/correlationId']);
  const events = Object.fromEntries(consumer.receives.map(({ event }) => [event, read(event)]));
  return textOfReads({ consumer: consumer.name, owner: consumer.owner, events });
};

/** The files of a new consumer's folder, by path from the root. */
export const scaffoldOf = ({ consumer, schema, event }: Scaffold): ReadonlyMap<string, string> => {
  const { name } = consumer;
  const files = templateFiles('consumer', {
    'template-consumer': name,
    templateConsumer: camelCase(name),
    TemplateConsumer: pascalCase(name),
    'catalog/sample/sample-happened/v1.json': schema,
    SampleHappened: event,
  });
  const folder = `src/consumers/${name}`;
  return new Map(
    [...files, ['reads.json', readsOf(consumer)] as const].map(([file, text]) => [`${folder}/${file}`, text]),
  );
};
