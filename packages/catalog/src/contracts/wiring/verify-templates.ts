import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { isObject, type JsonObject } from '../../compiler/json.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import type { ProducersByService } from '../producers/find-producers.ts';
import { checkMachines } from './check-machines.ts';
import { checkPipes } from './check-pipes.ts';
import { checkPublishers } from './check-publishers.ts';
import { checkRules } from './check-rules.ts';
import type { Template } from './template.ts';

/** Verifies every rule, pipe, state machine and publishing function of synthesized templates against the catalog. */
export const verifyTemplates = (
  catalog: CheckedCatalog,
  templates: readonly Template[],
  producersOf: ProducersByService,
): readonly Diagnostic[] =>
  templates.flatMap((template) => [
    ...checkRules(catalog, template),
    ...checkPipes(catalog, template, producersOf),
    ...checkMachines(catalog, template),
    ...checkPublishers(catalog, template, producersOf),
  ]);

const SUFFIX = '.template.json';

/** The templates of a cloud assembly, such as `cdk.out`. @throws Error when the folder cannot be read */
export const readTemplates = (
  folder: string,
): { readonly templates: readonly Template[]; readonly faults: readonly Diagnostic[] } => {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .toSorted();
  const read = files.map((file): Template | Diagnostic => {
    const text = readFileSync(join(folder, file), 'utf8');
    try {
      const body: unknown = JSON.parse(text);
      if (isObject(body)) return { file, body: body as JsonObject };
    } catch {
      // Reported below, as is a template that is no object.
    }
    const fix = 'Synthesize it anew: npx cdk synth.';
    return fault('wire-readable', file, '', {
      expected: 'a template in JSON',
      received: `${text.length} characters`,
      fix,
    });
  });
  return {
    templates: read.filter((each) => 'body' in each),
    faults: read.filter((each) => 'code' in each),
  };
};
