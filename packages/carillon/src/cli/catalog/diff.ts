import { type CatalogSource, type CheckedCatalog, examine, locateAll, readSource } from '@carillon/catalog/check';
import { isError, printDiagnostic } from '@carillon/catalog/diagnostics';
import { compareCatalogs, type EventComparison, type Policy, policies, worst } from '@carillon/catalog/diff';
import { objectAt } from '@carillon/catalog/json';
import { committedReads, projectFolders } from '@carillon/catalog/reads';
import type { Project } from '../../project.ts';
import { type Given, UsageError } from '../command.ts';
import { markdownOf } from './diff-markdown.ts';
import { withReaders } from './diff-readers.ts';
import { textOf } from './diff-text.ts';
import type { CatalogDiff } from './diff-words.ts';
import { catalogAt } from './revision.ts';
import { rootOf } from './root.ts';
import { tellUnsound } from './unsound.ts';

const policyNamed = (name: unknown, where: string): Policy => {
  const found = policies.find((policy) => policy === name);
  if (found !== undefined) return found;
  throw new UsageError(`${where} takes ${policies.join(', ')}, not ${JSON.stringify(name)}.`);
};

const policyOf = (given: Given, { loaded }: CheckedCatalog, domain: string): Policy => {
  if (given.policy !== undefined) return policyNamed(given.policy, '--policy');
  const said = objectAt(objectAt(loaded.document, 'channels'), domain)['x-compatibility'];
  return said === undefined ? 'full' : policyNamed(said, `asyncapi.yaml: channels/${domain}/x-compatibility`);
};

const olderCatalog = (source: CatalogSource, against: string): CheckedCatalog => {
  const { value, diagnostics } = examine(source);
  if (value !== undefined) return value.checked;
  const first = diagnostics.find(isError);
  const cause = first === undefined ? '' : ` First of its errors:\n${printDiagnostic(first)}`;
  throw new UsageError(`--against ${against} does not hold, so nothing can be compared with it.${cause}`);
};

const withPlaces = (source: CatalogSource, events: readonly EventComparison[]): readonly EventComparison[] =>
  events.map((event) => ({
    ...event,
    versions: event.versions.map((version) => ({ ...version, changes: locateAll(source, version.changes) })),
  }));

const isSame = ({ fate, versions, note }: EventComparison): boolean =>
  fate === 'kept' && versions.length === 0 && note === undefined;

/** Compares the catalog with an older one: 0 when all events are compatible, 1 when one is not or cannot be decided. */
export const printDiff = (given: Given, project: Project): number => {
  if (given.json === true && given.markdown === true) throw new UsageError('Choose one of --json and --markdown.');
  const root = rootOf(project);
  const against = typeof given.against === 'string' ? given.against : 'HEAD';
  if (given.policy !== undefined) policyNamed(given.policy, '--policy');
  const before = olderCatalog(catalogAt(root, against), against);
  const source = readSource(root);
  const { value, diagnostics } = examine(source);
  if (value === undefined) return tellUnsound(given, diagnostics);
  const compared = compareCatalogs(before, value.checked, (domain) => policyOf(given, value.checked, domain));
  const catalogs = { before, after: value.checked, reads: committedReads(projectFolders(root)) };
  const events = withPlaces(source, compared)
    .filter((event) => !isSame(event))
    .map((event) => withReaders(event, catalogs));
  const diff: CatalogDiff = { against, verdict: worst(events.map(({ verdict }) => verdict)), events };
  if (given.json === true) console.log(JSON.stringify({ ok: diff.verdict === 'compatible', ...diff }));
  else console.log(given.markdown === true ? markdownOf(diff) : textOf(diff));
  return diff.verdict === 'compatible' ? 0 : 1;
};
