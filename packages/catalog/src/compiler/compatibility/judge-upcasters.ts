import { type Diagnostic, fault } from '../diagnostic.ts';
import { camelCase, kebabCase } from '../names.ts';
import type { CheckedCatalog, CheckedEvent } from '../stages.ts';
import { importPathOf, type Step, stepOf, UPCASTER_LIST, UPCASTERS, upcasterFile } from '../upcasters.ts';

type Versions = ReadonlyMap<string, readonly number[]>;

/** By hand, as the version is there already: the command begins a version and its upcaster together. */
const write = (name: string, { from }: Step): string =>
  `Write it: export const upcast: Upcast<${name}V${from}, ${name}V${from + 1}> = (data) => …; carillon event version ${name} begins a version with it.`;

const list = (step: Step): string => {
  const name = `${camelCase(step.event)}V${step.from}`;
  return `Add there import { upcast as ${name} } from '${importPathOf(step)}'; and { from: '${step.domain}/${step.event}/v${step.from}', upcast: ${name} }.`;
};

/** Every older version of an event has a way to the next one, and no way leads from or to a version that there is not. */
export function judgeUpcasters(checked: CheckedCatalog, versions: Versions): readonly Diagnostic[] {
  const { files } = checked.loaded.source;
  const needed = checked.events.flatMap((event) => {
    const stored = versions.get(event.name) ?? [];
    return stored.length > 1 ? stepsOf(event, stored) : [];
  });
  const missing = needed.flatMap(({ event, step }) => judgeStep(files, event, step));
  const known = new Set(needed.map(({ step }) => upcasterFile(step)));
  const strays = [...files.keys()].filter(
    (file) => file.startsWith(`${UPCASTERS}/`) && /\/v\d/.test(file) && !known.has(file),
  );
  return [...missing, ...strays.map(stray)];
}

interface Needed {
  readonly event: CheckedEvent;
  readonly step: Step;
}

const stepsOf = (event: CheckedEvent, stored: readonly number[]): readonly Needed[] =>
  stored.slice(0, -1).map((from) => ({ event, step: { domain: event.domain, event: kebabCase(event.name), from } }));

function judgeStep(
  files: ReadonlyMap<string, string>,
  { file, name }: CheckedEvent,
  step: Step,
): readonly Diagnostic[] {
  const path = upcasterFile(step);
  const text = files.get(path);
  const older = file.replace(/v\d+\.json$/, `v${step.from}.json`);
  if (text === undefined || !/^export const upcast\b/m.test(text)) {
    const received = text === undefined ? 'no such file' : 'a file without it';
    const message = `Stored events of ${name} v${step.from} have no way to v${step.from + 1}`;
    const expected = `export const upcast in ${path}`;
    return [fault('version-upcast', older, '', { message, expected, received, fix: write(name, step) })];
  }
  if (files.get(UPCASTER_LIST)?.includes(`'${importPathOf(step)}'`) === true) return [];
  const expected = `an import of ${importPathOf(step)} in ${UPCASTER_LIST}`;
  return [fault('version-upcast', older, '', { expected, received: 'none', fix: list(step) })];
}

function stray(file: string): Diagnostic {
  const step = stepOf(file);
  return fault('upcaster-of-version', file, '', {
    expected: `${UPCASTERS}/<domain>/<event>/v<n>-to-v<n+1>.ts for stored versions of an event`,
    received:
      step === undefined ? file : `${step.domain}/${step.event} v${step.from} to v${step.from + 1}, which is no step`,
    fix: 'Remove it, or bring the version back: stored events have it.',
  });
}
