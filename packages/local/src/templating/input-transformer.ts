import { isJsonObject, type Json, type JsonObject, parseJson } from '../kernel/json.ts';
import { isPath, readPath } from './json-path.ts';
import { fillTemplate, placeholders, type Replacement } from './placeholders.ts';

/** What a rule's target is sent: at most one of the three; none of them is the whole event. */
export interface TargetInput {
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>;
    readonly InputTemplate: string;
  };
}

export interface RuleContext {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When the bus took the event, ISO 8601. */
  readonly ingestionTime: string;
}

const RESERVED: ReadonlySet<string> = new Set([
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]);

const withoutDetail = (event: Json): Json =>
  isJsonObject(event) ? Object.fromEntries(Object.entries(event).filter(([name]) => name !== 'detail')) : event;

const reserved = (name: string, event: Json, context: RuleContext): Replacement => {
  switch (name) {
    case 'aws.events.rule-arn':
      return { value: context.ruleArn };
    case 'aws.events.rule-name':
      return { value: context.ruleName };
    case 'aws.events.event.ingestion-time':
      return { value: context.ingestionTime };
    case 'aws.events.event':
      return { raw: JSON.stringify(withoutDetail(event)) };
    default:
      return { raw: JSON.stringify(event) };
  }
};

/** What is wrong with a target's input, if something is, in the terms of PutTargets. */
export const targetInputFault = (input: TargetInput): string | undefined => {
  const given = [input.Input, input.InputPath, input.InputTransformer].filter((one) => one !== undefined);
  if (given.length > 1) return 'Only one of Input, InputPath, or InputTransformer must be provided';
  if (input.InputPath !== undefined && input.InputPath !== '' && !isPath(input.InputPath))
    return `InputPath ${input.InputPath} is not a JSON path that EventBridge evaluates`;
  if (input.Input !== undefined && !isJson(input.Input)) return 'Input is not valid JSON';
  return input.InputTransformer === undefined ? undefined : transformerFault(input.InputTransformer);
};

const isJson = (text: string): boolean => {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
};

const MOST_PATHS = 100;

const transformerFault = (transformer: NonNullable<TargetInput['InputTransformer']>): string | undefined => {
  const paths = Object.entries(transformer.InputPathsMap ?? {});
  if (paths.length > MOST_PATHS) return `InputPathsMap has more than ${MOST_PATHS} keys`;
  const taken = paths.find(([name]) => name.startsWith('AWS') || RESERVED.has(name));
  if (taken !== undefined) return `InputPathsMap key ${taken[0]} is reserved`;
  const wrong = paths.find(([, path]) => !isPath(path));
  if (wrong !== undefined)
    return `InputPathsMap ${wrong[0]}: ${wrong[1]} is not a JSON path that EventBridge evaluates`;
  const known = new Set(paths.map(([name]) => name));
  const unknown = placeholders(transformer.InputTemplate).find((name) => !known.has(name) && !RESERVED.has(name));
  return unknown === undefined ? undefined : `InputTemplate contains the invalid placeholder <${unknown}>`;
};

/**
 * The text that a target receives. Source: EventBridge User Guide, "Input transformation"; API reference, Target.
 * A path that leads nowhere gives `null` as InputPath and an empty string in a template.
 */
export const targetInput = (input: TargetInput, event: JsonObject, context: RuleContext): string => {
  const { InputTransformer: transformer } = input;
  if (input.Input !== undefined) return input.Input;
  if (input.InputPath !== undefined && input.InputPath !== '')
    return JSON.stringify(readPath(event, input.InputPath) ?? null);
  if (transformer === undefined) return JSON.stringify(event);
  const paths = transformer.InputPathsMap ?? {};
  return fillTemplate(transformer.InputTemplate, (name) => {
    if (Object.hasOwn(paths, name)) return { value: readPath(event, paths[name] ?? '') };
    return RESERVED.has(name) ? reserved(name, event, context) : undefined;
  });
};
