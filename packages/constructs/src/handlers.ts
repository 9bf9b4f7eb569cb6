import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Application, SubscriptionDeclaration } from './application.ts';
import { DeclarationError } from './declaration-error.ts';
import type { FunctionSettings, HandlerSource } from './handler-source.ts';
import { allow, allowWildcard, type Use, use } from './permissions.ts';

/** Queues that belong to one function: what it consumes, and where what it cannot handle goes. */
export interface OwnQueues {
  readonly queue?: Queue;
  readonly deadLetters?: Queue;
}

/** A handler in the stack that it is made in, with what it may use there. */
export interface Handler {
  readonly source: HandlerSource;
  /** @throws DeclarationError when `function.ts` names what this function cannot have, with the names that it can. */
  readonly uses: (own?: OwnQueues) => readonly Use[];
}

/** Resources that every application has, behind the uses that it need not declare. */
export interface EngineResources {
  readonly bus: EventBus;
  readonly claims: Bucket;
  readonly idempotency: Table;
  readonly ledger: Table;
  readonly callbacks: Table;
}

/** Why permissions on objects end with a wildcard. */
const OBJECTS = 'Any object below this place: objects come and go, and each has its own key.';

/** Puts objects below a prefix of a bucket; without one anywhere in it. */
export const allowPut = (bucket: Bucket, prefix = ''): PolicyStatement =>
  allowWildcard(OBJECTS, ['s3:PutObject'], bucket.arnForObjects(`${prefix}*`));

/** Gets objects below a prefix of a bucket; without one anywhere in it. */
export const allowGet = (bucket: Bucket, prefix = ''): PolicyStatement =>
  allowWildcard(OBJECTS, ['s3:GetObject'], bucket.arnForObjects(`${prefix}*`));

/** The uses of every application, with the variables that `@carillon/runtime` and handlers read. */
const engineUses = {
  publish: ({ bus, claims }: EngineResources): Use =>
    use(
      { EVENT_BUS_NAME: bus.eventBusName, CLAIM_BUCKET_NAME: claims.bucketName },
      allow(['events:PutEvents'], bus.eventBusArn),
      allowPut(claims),
    ),
  idempotency: ({ idempotency }: EngineResources): Use =>
    use(
      { IDEMPOTENCY_TABLE_NAME: idempotency.tableName },
      allow(['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], idempotency.tableArn),
    ),
  // Append-only: what was recorded is neither changed nor deleted.
  ledger: ({ ledger }: EngineResources): Use =>
    use(
      { LEDGER_TABLE_NAME: ledger.tableName },
      allow(['dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], ledger.tableArn),
    ),
  callbacks: ({ callbacks }: EngineResources): Use =>
    use(
      { CALLBACK_TABLE_NAME: callbacks.tableName },
      allow(['dynamodb:DeleteItem', 'dynamodb:GetItem'], callbacks.tableArn),
    ),
  'dead-letters': ({ deadLetters }: OwnQueues): Use | undefined =>
    deadLetters &&
    use({ DEAD_LETTER_QUEUE_URL: deadLetters.queueUrl }, allow(['sqs:SendMessage'], deadLetters.queueArn)),
};

/** Reads the details that travel as claim checks; each check names its object. */
export const readClaims = (claims: Bucket): Use => use({}, allowGet(claims));

/** One declared use: what it gives, of these resources; undefined where this function cannot have it. */
type UseOf = (resources: never) => Use | undefined;

/**
 * What the functions of an application may use, by name. `shared` needs no stack of its own; every other group is of the
 * stack that its functions live in, by the name that the application gives it. Declare it as an object of functions:
 *
 *     export const uses = {
 *       shared: { stock: ({ stock }: Data): Use => use({ STOCK_TABLE_NAME: stock.tableName }, allow(...)) },
 *       edge: { ... },
 *     };
 *     export type FunctionSettings = SettingsFor<typeof uses>;
 */
export interface UseDeclarations {
  readonly shared: Readonly<Record<string, UseOf>>;
  readonly [stack: string]: Readonly<Record<string, UseOf>>;
}

/** What `function.ts` may say in an application with these uses: a name that is not declared is a compile error. */
export type SettingsFor<Uses extends UseDeclarations> = FunctionSettings<
  keyof typeof engineUses | { [Stack in keyof Uses]: keyof Uses[Stack] & string }[keyof Uses]
>;

/** What the functions of a group take, all together. */
type ResourcesOf<Group> = [Group[keyof Group]] extends [never]
  ? unknown
  : [Group[keyof Group]] extends [(resources: infer Resources) => unknown]
    ? Resources
    : never;

/** The resources that a stack hands to its functions. */
export type StackResources<Uses extends UseDeclarations, Stack extends keyof Uses> = EngineResources &
  ResourcesOf<Uses['shared']> &
  ResourcesOf<Uses[Stack]>;

/** A workflow's parts, for a `Workflow` construct. */
export interface WorkflowParts {
  readonly name: string;
  readonly definition: string;
  readonly tasks: readonly Handler[];
  /** The subscription whose events start it; absent when none do. */
  readonly startsOn?: SubscriptionDeclaration;
}

/** The handlers of an application, as one stack may make them. */
export interface Handlers {
  /** The handler in the first of these folders below `src` that has one. @throws DeclarationError naming where it was looked for. */
  readonly named: (...names: readonly string[]) => Handler;
  /** The consumers that live in this stack: a consumer lives with what it uses, else with the bus (`shared`). */
  readonly subscriptions: readonly (SubscriptionDeclaration & { readonly handler: Handler })[];
  /** The names of all workflows: the folders below `src/workflows` with a state machine. */
  readonly workflows: readonly string[];
  /** @throws DeclarationError when there is no such folder below `src/workflows`. */
  readonly workflow: (name: string) => WorkflowParts;
}

type Named = readonly [name: string, of: (resources: unknown) => Use | undefined];

/**
 * The handlers of an application with the uses that a stack can give them.
 * @throws DeclarationError when a function uses resources of two stacks.
 */
export const handlersIn = <Uses extends UseDeclarations, Stack extends keyof Uses & string>(
  application: Application,
  uses: Uses,
  stack: Stack,
  resources: StackResources<Uses, Stack>,
): Handlers => {
  const entries = (group: object | undefined): readonly Named[] => Object.entries(group ?? {}) as readonly Named[];
  const given = new Map([...entries(engineUses), ...entries(uses.shared), ...entries(uses[stack])]);
  const handlerOf = (source: HandlerSource): Handler => ({
    source,
    uses: (own = {}) =>
      (source.settings.uses ?? []).map((name) => {
        const found = given.get(name)?.({ ...resources, ...own });
        if (found !== undefined) return found;
        const known = [...given.keys()].toSorted().join(', ');
        throw new DeclarationError(
          'UNKNOWN_USE',
          `src/${source.name}/function.ts uses "${name}", which it cannot have here. There are: ${known}.`,
        );
      }),
  });
  const named: Handlers['named'] = (...names) => {
    const found = names.flatMap((name) => application.handlers.filter((handler) => handler.name === name))[0];
    if (found !== undefined) return handlerOf(found);
    throw new DeclarationError(
      'NO_HANDLER',
      `There is no ${names.map((name) => `src/${name}/handler.ts`).join(' and no ')}.`,
    );
  };
  return {
    named,
    subscriptions: application.subscriptions
      .filter(({ delivery }) => delivery.kind !== 'workflow')
      .map((each) => ({ ...each, handler: named(`consumers/${each.name}`, `producers/${each.name}`) }))
      .filter(({ handler }) => stackOf(handler.source, uses) === stack),
    workflows: [...application.workflows.keys()],
    workflow: (name) => ({ ...partsOf(application, name), tasks: tasksOf(application, name).map(handlerOf) }),
  };
};

/** The stack that a function lives in: the one whose uses it has. */
const stackOf = ({ name, settings }: HandlerSource, uses: UseDeclarations): string => {
  const stacks = Object.keys(uses).filter((stack) => stack !== 'shared');
  const [stack = 'shared', ...more] = stacks.filter((each) =>
    settings.uses?.some((use) => Object.hasOwn(uses[each] ?? {}, use)),
  );
  if (more.length === 0) return stack;
  throw new DeclarationError(
    'TWO_STACKS',
    `src/${name}/function.ts uses resources of ${[stack, ...more].join(' and ')}: it lives in one stack.`,
  );
};

const partsOf = ({ workflows, subscriptions }: Application, name: string): Omit<WorkflowParts, 'tasks'> => {
  const definition = workflows.get(name);
  if (definition === undefined)
    throw new DeclarationError(
      'NO_WORKFLOW',
      `There is no src/workflows/${name}; there are ${[...workflows.keys()].join(', ')}.`,
    );
  const startsOn = subscriptions.find(({ delivery }) => delivery.kind === 'workflow' && delivery.workflow === name);
  return { name, definition, ...(startsOn === undefined ? {} : { startsOn }) };
};

const tasksOf = ({ handlers }: Application, workflow: string): readonly HandlerSource[] =>
  handlers.filter(({ name }) => name.startsWith(`workflows/${workflow}/`));
