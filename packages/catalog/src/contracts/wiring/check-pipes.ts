import { type Diagnostic, fault } from '../../compiler/diagnostic.ts';
import { arrayAt, isObject, type JsonObject, objectAt, show, stringAt } from '../../compiler/json.ts';
import { judgePattern } from '../../compiler/patterns/judge-pattern.ts';
import { syntaxFaults } from '../../compiler/patterns/pattern-syntax.ts';
import { pointerTo } from '../../compiler/pointer.ts';
import type { SchemaNode } from '../../compiler/schema/schema-node.ts';
import type { CheckedCatalog, LoadedMessage } from '../../compiler/stages.ts';
import type { ProducersByService } from '../producers/find-producers.ts';
import { checkEntry } from './check-entry.ts';
import { shapeAtPath, shapeOfTemplate } from './input-template.ts';
import { type Shape, unknown } from './shape.ts';
import { streamRecord } from './stream-record.ts';
import { referenced, resourcesOf, serviceOf, type Template, type TemplateResource } from './template.ts';

const ANYTHING: SchemaNode = { file: 'the input', pointer: '', schema: {} };

/** What `enrich` of @carillon/runtime answers for a message. */
const announced = ({ file, source, detailType }: LoadedMessage): SchemaNode => ({
  file: 'asyncapi.yaml',
  pointer: '',
  schema: {
    type: 'object',
    required: ['detailType', 'source', 'detail'],
    properties: { detailType: { const: detailType }, source: { const: source }, detail: { $ref: file } },
  },
});

const sourceOf = (properties: JsonObject, pattern?: JsonObject): SchemaNode =>
  isObject(objectAt(properties, 'SourceParameters').DynamoDBStreamParameters) ? streamRecord(pattern) : ANYTHING;

const at = ({ id }: TemplateResource, ...path: readonly (string | number)[]): string =>
  pointerTo('/Resources', id, 'Properties', ...path);

const parsed = (text: string): JsonObject | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
};

const checkFilter = (
  template: Template,
  pipe: TemplateResource,
  filter: unknown,
  index: number,
): readonly Diagnostic[] => {
  const { file } = template;
  const place = at(pipe, 'SourceParameters', 'FilterCriteria', 'Filters', index, 'Pattern');
  const text = stringAt(filter, 'Pattern') ?? '';
  const pattern = parsed(text);
  if (pattern === undefined) {
    const fix = 'See "Event filtering in Amazon EventBridge Pipes".';
    return [fault('wire-readable', file, place, { expected: 'a pattern in JSON', received: show(text), fix })];
  }
  const malformed = syntaxFaults(pattern);
  const reasons =
    malformed.length > 0 ? [] : judgePattern(new Map(), [sourceOf(pipe.properties, pattern)], pattern).reasons;
  const fix = 'Ask for what a record of the source has.';
  return [
    ...malformed.map(({ pointer, expected, received }) =>
      fault('wire-readable', file, place, {
        message: `The filter is malformed at ${pointer}`,
        expected,
        received,
        fix,
      }),
    ),
    ...reasons.map(({ path, expected, received }) =>
      fault('wire-filter-possible', file, place, {
        message: `The filter can never match: ${pointerTo('', ...path)}`,
        expected,
        received,
        fix,
      }),
    ),
  ];
};

interface Target {
  readonly detailType: unknown;
  readonly source: unknown;
  readonly inputTemplate: string | undefined;
}

const targetOf = ({ properties }: TemplateResource): Target | undefined => {
  const parameters = objectAt(properties, 'TargetParameters');
  const bus = parameters.EventBridgeEventBusParameters;
  if (!isObject(bus)) return undefined;
  return { detailType: bus.DetailType, source: bus.Source, inputTemplate: stringAt(parameters, 'InputTemplate') };
};

/** A parameter is a constant, or a path into the event ("Dynamic path parameters", EventBridge User Guide). */
const parameter = ({ loaded }: CheckedCatalog, input: SchemaNode, value: unknown): Shape | undefined => {
  if (typeof value !== 'string') return unknown;
  if (!value.startsWith('$')) return { kind: 'constant', value };
  return shapeAtPath(loaded.schemas, input, value);
};

const checkTarget = (
  catalog: CheckedCatalog,
  template: Template,
  pipe: TemplateResource,
  input: SchemaNode,
): readonly Diagnostic[] => {
  const target = targetOf(pipe);
  if (target === undefined) return [];
  const { file } = template;
  const place = at(pipe, 'TargetParameters', 'InputTemplate');
  const text = target.inputTemplate ?? '<$>';
  try {
    const { shape, lost } = shapeOfTemplate(catalog.loaded.schemas, text, input);
    const [source, detailType] = [target.source, target.detailType].map((value) => parameter(catalog, input, value));
    const astray = [
      ...lost.map((path) => [path, place] as const),
      ...(source === undefined ? [[String(target.source), at(pipe, 'TargetParameters')] as const] : []),
      ...(detailType === undefined ? [[String(target.detailType), at(pipe, 'TargetParameters')] as const] : []),
    ];
    if (source === undefined || detailType === undefined || lost.length > 0)
      return astray.map(([path, pointer]) =>
        fault('wire-path-leads', file, pointer, {
          expected: 'a path into what the pipe has in hand',
          received: path,
          fix: 'Name a field that the source or the enrichment gives.',
        }),
      );
    return checkEntry(catalog, { file, pointer: place, source, detailType, detail: shape });
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const fix = 'Write JSON with <$.path> where values go.';
    return [fault('wire-readable', file, place, { expected: 'a template that makes JSON', received: show(text), fix })];
  }
};

/** What comes out of a pipe's enrichment, one input for each event of the producers for which it publishes. */
const enriched = (
  catalog: CheckedCatalog,
  template: Template,
  pipe: TemplateResource,
  producersOf: ProducersByService,
): readonly SchemaNode[] | Diagnostic => {
  const service = serviceOf(template, referenced(pipe.properties.Enrichment) ?? '');
  const producers = catalog.producers.filter(({ name }) => producersOf.get(service ?? '')?.includes(name));
  if (producers.length === 0)
    return fault('wire-publisher-declared', template.file, at(pipe, 'Enrichment'), {
      expected: `one of ${catalog.producers.map(({ name }) => name).join(', ')}`,
      received: service ?? 'a function that is not named',
      fix: 'Give it a send operation in asyncapi.yaml and a producer.contract.ts.',
    });
  const published = new Set(producers.flatMap(({ events }) => events));
  return catalog.loaded.messages.filter(({ name }) => published.has(name)).map(announced);
};

const distinct = (diagnostics: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(diagnostics.map((each) => [JSON.stringify(each), each])).values(),
];

/** The pipes of a template: their filters against their sources, and what they put on the bus against the catalog. */
export const checkPipes = (
  catalog: CheckedCatalog,
  template: Template,
  producersOf: ProducersByService,
): readonly Diagnostic[] =>
  resourcesOf(template, 'AWS::Pipes::Pipe').flatMap((pipe) => {
    const criteria = objectAt(objectAt(pipe.properties, 'SourceParameters'), 'FilterCriteria');
    const filters = arrayAt(criteria, 'Filters').flatMap((filter, index) => checkFilter(template, pipe, filter, index));
    if (pipe.properties.Enrichment === undefined)
      return [...filters, ...checkTarget(catalog, template, pipe, sourceOf(pipe.properties))];
    if (targetOf(pipe) === undefined) return filters;
    const inputs = enriched(catalog, template, pipe, producersOf);
    if ('code' in inputs) return [...filters, inputs];
    return [...filters, ...distinct(inputs.flatMap((input) => checkTarget(catalog, template, pipe, input)))];
  });
