import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type Refusal, RefusedError } from '../kernel/errors.ts';
import type { Journal } from '../kernel/journal.ts';
import { isJsonObject, type Json, type JsonObject } from '../kernel/json.ts';
import type { Declared, Made } from '../kernel/service.ts';
import type { Stack } from './assembly.ts';
import { checkTemplates, type ResourceTypes } from './check.ts';
import { orderOf } from './graph.ts';
import { IntrinsicError, resolve, type Scope } from './intrinsics.ts';

/** One resource as it stands: what its logical id became. */
export interface Standing extends Made {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** As they were declared: intrinsics resolved. */
  readonly properties: JsonObject;
}

/** A deployed template. */
export interface Deployment {
  readonly resources: readonly Standing[];
  /** `<stack>.<output>` -> value. */
  readonly outputs: ReadonlyMap<string, Json>;
}

/** The templates hold something that this cloud does not execute; nothing was made. */
export class TemplateRefusedError extends Error {
  readonly code = 'TEMPLATE_REFUSED';
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super(
      refusals
        .map(
          (each) =>
            `${each.stack}/${each.logicalId}${each.path} (${each.resourceType}): ${each.received}. ${each.mend}`,
        )
        .join('\n'),
    );
    this.name = 'TemplateRefusedError';
    this.refusals = refusals;
  }
}

/** What a template is deployed with. */
export interface DeployOptions {
  readonly journal: Journal;
  readonly types: ResourceTypes;
  /** AWS::Region and its kin. */
  readonly pseudo: Readonly<Record<string, Json>>;
  /** What stands in a cloud that runs, by `<stack>/<logical id>`: what is still the same is left alone. */
  readonly running?: ReadonlyMap<string, Standing>;
}

/** A resource that cannot be changed while the cloud runs would have to be. */
export class RestartNeededError extends Error {
  readonly code = 'RESTART_NEEDED';
  readonly resources: readonly string[];
  /** @param resources `<stack>/<logical id> (<type>)` each */
  constructor(resources: readonly string[]) {
    super(`cannot change while the cloud runs: ${resources.join(', ')}`);
    this.name = 'RestartNeededError';
    this.resources = resources;
  }
}

/** A section of a template as a record; empty where it is absent. */
export const section = (template: JsonObject, name: string): JsonObject => {
  const value = template[name];
  return isJsonObject(value) ? value : {};
};

/** CloudFormation's manner: stack, logical id, and a few characters that set it apart. */
const physicalName = (stack: string, logicalId: string, maxLength: number): string => {
  const suffix = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 8);
  return `${`${stack}-${logicalId}`.slice(0, maxLength - suffix.length - 1)}-${suffix}`;
};

/** How a resource is found again: `<stack>/<logical id>`. */
export const keyOf = (stack: string, logicalId: string): string => `${stack}/${logicalId}`;

interface Progress {
  readonly made: Map<string, Standing>;
  readonly exports: Map<string, Json>;
  readonly outputs: Map<string, Json>;
}

const scopeOf = (stack: Stack, options: DeployOptions, progress: Progress): Scope => {
  const parameters = section(stack.template, 'Parameters');
  const pseudo: Readonly<Record<string, Json>> = { ...options.pseudo, 'AWS::StackName': stack.name };
  const scope: Scope = {
    ref(name) {
      const parameter = parameters[name];
      return (
        pseudo[name] ??
        progress.made.get(keyOf(stack.name, name))?.ref ??
        (isJsonObject(parameter) ? parameter.Default : undefined)
      );
    },
    attribute: (logicalId, attribute) => progress.made.get(keyOf(stack.name, logicalId))?.attributes[attribute],
    imported: (name) => progress.exports.get(name),
    condition(name) {
      const condition = section(stack.template, 'Conditions')[name];
      return condition === undefined ? undefined : resolve(condition, scope) === true;
    },
    mapped(map, first, second) {
      return section(section(section(stack.template, 'Mappings'), map), first)[second];
    },
  };
  return scope;
};

const refusalOf = (error: unknown, place: { stack: string; logicalId: string; resourceType: string }): Refusal => {
  if (error instanceof RefusedError) {
    return { ...place, code: 'DEFINITION', path: error.path, received: error.received, mend: error.mend };
  }
  if (error instanceof IntrinsicError) {
    return { ...place, code: 'INTRINSIC', path: '', received: error.received, mend: error.mend };
  }
  throw error;
};

const isSame = (standing: Standing | undefined, type: string, properties: JsonObject): standing is Standing =>
  standing?.type === type && isDeepStrictEqual(standing.properties, properties);

const declareOne = (stack: Stack, logicalId: string, scope: Scope, options: DeployOptions): Standing | undefined => {
  const { types, running } = options;
  const resource = section(section(stack.template, 'Resources'), logicalId);
  const resourceType = String(resource.Type);
  const type = types.get(resourceType);
  const wanted = typeof resource.Condition !== 'string' || scope.condition(resource.Condition) === true;
  if (type === undefined || !wanted) return undefined;
  try {
    const properties = resolve(resource.Properties ?? {}, scope) as JsonObject;
    const standing = running?.get(keyOf(stack.name, logicalId));
    if (isSame(standing, resourceType, properties)) return standing;
    if (running !== undefined && type.whileRunning !== true)
      throw new RestartNeededError([`${keyOf(stack.name, logicalId)} (${resourceType})`]);
    const declared: Declared = {
      stack: stack.name,
      logicalId,
      properties,
      physicalName: (maxLength = 255) => physicalName(stack.name, logicalId, maxLength),
    };
    return { ...type.declare(declared), stack: stack.name, logicalId, type: resourceType, properties };
  } catch (error) {
    throw new TemplateRefusedError([refusalOf(error, { stack: stack.name, logicalId, resourceType })]);
  }
};

const declareStack = (stack: Stack, options: DeployOptions, progress: Progress): void => {
  const ordered = orderOf(section(stack.template, 'Resources'));
  const scope = scopeOf(stack, options, progress);
  for (const logicalId of ordered.ok ? ordered.order : []) {
    const standing = declareOne(stack, logicalId, scope, options);
    if (standing !== undefined) progress.made.set(keyOf(stack.name, logicalId), standing);
  }
  for (const [name, output] of Object.entries(section(stack.template, 'Outputs'))) {
    if (!isJsonObject(output)) continue;
    const value = resolve(output.Value ?? null, scope);
    progress.outputs.set(`${stack.name}.${name}`, value);
    if (isJsonObject(output.Export)) progress.exports.set(String(resolve(output.Export.Name ?? '', scope)), value);
  }
};

interface Remembered {
  readonly type: string;
  readonly ref: string;
}

/** A queue's Ref is its URL, and the gateway's port may differ with each start: without it, the name is lasting. */
const lasting = (ref: string): string => ref.replace(/^https?:\/\/127\.0\.0\.1:\d+(?=\/)/, '');

/** Takes away what an earlier template made and this one no longer has, last made first. */
const removeOrphans = (options: DeployOptions, progress: Progress): void => {
  const table = options.journal.table<Remembered>('deployed_resources');
  for (const [key, { type, ref }] of table.scan({ reverse: true })) {
    const now = progress.made.get(key);
    if (now?.type === type && lasting(now.ref) === ref) continue;
    options.types.get(type)?.remove?.(ref);
    table.delete(key);
  }
  for (const [key, { type, ref }] of progress.made) table.put(key, { type, ref: lasting(ref) });
};

/**
 * Makes the stacks' resources, or brings those that are there to what the templates say. All or nothing.
 * @param made is filled with each resource as it is made: what was done until it threw
 * @throws TemplateRefusedError with every refusal that can be found before the first resource is made; RestartNeededError
 */
export const deploy = (
  stacks: readonly Stack[],
  options: DeployOptions,
  made: Map<string, Standing> = new Map(),
): Deployment => {
  const refusals = checkTemplates(stacks, options.types);
  if (refusals.length > 0) throw new TemplateRefusedError(refusals);
  return options.journal.atomically(() => {
    const progress: Progress = { made, exports: new Map(), outputs: new Map() };
    for (const stack of stacks) declareStack(stack, options, progress);
    removeOrphans(options, progress);
    return { resources: [...progress.made.values()], outputs: progress.outputs };
  });
};
