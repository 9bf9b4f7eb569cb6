import { isDeepStrictEqual } from 'node:util';
import { isJsonObject, type Json } from '../kernel/json.ts';
import type { Stack } from './assembly.ts';
import { checkTemplates } from './check.ts';
import {
  type Deployment,
  type DeployOptions,
  deploy,
  keyOf,
  RestartNeededError,
  type Standing,
  section,
  TemplateRefusedError,
} from './deploy.ts';

/** Resources by what a newer template does to them, as `<stack>/<logical id>`. */
export interface Changes {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

interface Written {
  readonly type: string;
  readonly text: readonly (Json | undefined)[];
}

const resourcesOf = (stacks: readonly Stack[]): ReadonlyMap<string, Written> =>
  new Map(
    stacks.flatMap(({ name, template }) =>
      Object.entries(section(template, 'Resources')).flatMap(([logicalId, resource]): [string, Written][] =>
        isJsonObject(resource)
          ? [[keyOf(name, logicalId), { type: String(resource.Type), text: [resource.Properties, resource.Condition] }]]
          : [],
      ),
    ),
  );

/** What CDK writes for its own statistics makes no resource. */
const isResource = ({ type }: Written): boolean => type !== 'AWS::CDK::Metadata';

const typeIn = (key: string, ...from: readonly ReadonlyMap<string, Written>[]): string =>
  from.map((resources) => resources.get(key)?.type).find((type) => type !== undefined) ?? '';

const compare = (before: ReadonlyMap<string, Written>, after: ReadonlyMap<string, Written>): Changes => {
  const keys = (of: ReadonlyMap<string, Written>): readonly string[] =>
    [...of].filter(([, written]) => isResource(written)).map(([key]) => key);
  return {
    added: keys(after).filter((key) => !before.has(key)),
    changed: keys(after).filter((key) => before.has(key) && !isDeepStrictEqual(before.get(key), after.get(key))),
    removed: keys(before).filter((key) => !after.has(key)),
  };
};

/** What an update of a running template has changed. */
export interface Updated {
  readonly changes: Changes;
  readonly deployment: Deployment;
}

/** As it was before an update that could not be finished: the journal is already, what services hold in memory is not. */
const restore = (
  before: readonly Stack[],
  running: ReadonlyMap<string, Standing>,
  attempted: ReadonlyMap<string, Standing>,
  options: DeployOptions,
): void => {
  for (const [key, { type, ref }] of [...attempted].reverse()) {
    if (running.get(key)?.ref !== ref) options.types.get(type)?.remove?.(ref);
  }
  deploy(before, { ...options, running: new Map([...running, ...attempted]) });
};

/**
 * Brings a cloud that runs from one template to the next: what is the same goes on undisturbed, and either all that
 * differs is changed or nothing is.
 * @throws RestartNeededError naming every resource whose type cannot change while the cloud runs; TemplateRefusedError
 */
export const update = (
  before: readonly Stack[],
  after: readonly Stack[],
  deployment: Deployment,
  options: DeployOptions,
): Updated => {
  const [old, wanted] = [resourcesOf(before), resourcesOf(after)];
  const changes = compare(old, wanted);
  const refusals = checkTemplates(after, options.types);
  if (refusals.length > 0) throw new TemplateRefusedError(refusals);
  const fixed = [...changes.added, ...changes.changed, ...changes.removed].filter((key) =>
    [old, wanted].some(
      (resources) => resources.has(key) && options.types.get(typeIn(key, resources))?.whileRunning !== true,
    ),
  );
  if (fixed.length > 0) throw new RestartNeededError(fixed.map((key) => `${key} (${typeIn(key, wanted, old)})`));
  const running = new Map(deployment.resources.map((each) => [keyOf(each.stack, each.logicalId), each]));
  const made = new Map<string, Standing>();
  try {
    return { changes, deployment: deploy(after, { ...options, running }, made) };
  } catch (error) {
    restore(before, running, made, options);
    throw error;
  }
};
