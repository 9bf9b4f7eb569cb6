import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { isObject, type JsonObject, show } from '../../compiler/json.ts';
import { envelopeOf } from '../../compiler/patterns/envelope.ts';
import { judgePattern, type Reason } from '../../compiler/patterns/judge-pattern.ts';
import { syntaxFaults } from '../../compiler/patterns/pattern-syntax.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { CheckedCatalog } from '../../compiler/stages.ts';
import { resourcesOf, type Template } from './template.ts';

const isEnvelope = ({ path }: Reason): boolean => path[0] === 'source' || path[0] === 'detail-type';

/** Of all events that a pattern cannot match, the one that it selects by name tells most. */
const nearest = (verdicts: readonly (readonly Reason[])[]): readonly Reason[] =>
  verdicts.toSorted((one, other) => one.filter(isEnvelope).length - other.filter(isEnvelope).length)[0] ?? [];

const checkPattern = (
  catalog: CheckedCatalog,
  file: string,
  place: string,
  pattern: JsonObject,
): readonly Diagnostic[] => {
  const fix = 'See "Event patterns" in the EventBridge User Guide, and asyncapi.yaml for what there is.';
  const malformed = syntaxFaults(pattern);
  if (malformed.length > 0)
    return malformed.map(({ pointer, expected, received }) =>
      fault('wire-readable', file, `${place}${pointer}`, { expected, received, fix }),
    );
  const { schemas, messages } = catalog.loaded;
  const verdicts = messages.map((message) => judgePattern(schemas, [envelopeOf(message)], pattern).reasons);
  if (verdicts.some((reasons) => reasons.length === 0)) return [];
  return nearest(verdicts).map(({ path, expected, received }) =>
    fault('wire-rule-possible', file, `${place}${pointerTo('', ...path)}`, { expected, received, fix }),
  );
};

/** The rules of a template: each pattern can match an event of the catalog. A rule without a pattern is a schedule. */
export const checkRules = (catalog: CheckedCatalog, template: Template): readonly Diagnostic[] =>
  resourcesOf(template, 'AWS::Events::Rule').flatMap(({ id, properties }) => {
    const place = pointerTo('/Resources', id, 'Properties', 'EventPattern');
    const { EventPattern: pattern } = properties;
    if (pattern === undefined) return [];
    if (isObject(pattern)) return checkPattern(catalog, template.file, place, pattern);
    const fix = 'Write the pattern as an object.';
    return [fault('wire-readable', template.file, place, { expected: 'a pattern', received: show(pattern), fix })];
  });
