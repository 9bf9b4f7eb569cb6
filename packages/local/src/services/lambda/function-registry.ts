import { AwsError } from '../../kernel/errors.ts';
import type { FunctionCode } from '../../kernel/kernel.ts';
import type { LogFormat } from './protocol.ts';

/** A function as its template describes it. */
export interface FunctionConfiguration extends FunctionCode {
  readonly name: string;
  readonly arn: string;
  readonly runtime: string;
  readonly handler: string;
  readonly code: { readonly bucket: string; readonly key: string };
  readonly description: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly role: string;
  readonly reservedConcurrency?: number;
  readonly deadLetterArn?: string;
  readonly logGroup: string;
  readonly logFormat: LogFormat;
  readonly architecture: string;
}

/** AWS::Lambda::EventInvokeConfig; AWS's defaults where a function has none. */
export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number;
  readonly maximumEventAgeSeconds: number;
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export interface ResourcePermission {
  readonly action: string;
  readonly principal: string;
  readonly sourceArn?: string;
}

/** What an invocation is addressed to: the function and the version or alias by which it was named. */
export interface Addressed {
  readonly configuration: FunctionConfiguration;
  readonly qualifier?: string;
}

export interface FunctionRegistry {
  /** The ARN that a function of this name (or partial ARN) has or would have. */
  arnOf(functionName: string): string;
  put(configuration: FunctionConfiguration): void;
  remove(name: string): void;
  all(): readonly FunctionConfiguration[];
  find(name: string): FunctionConfiguration | undefined;
  /** By name, `name:qualifier`, partial ARN or ARN. @throws AwsError ResourceNotFoundException */
  address(functionName: string, qualifier?: string): Addressed;
  setQualifier(name: string, qualifier: string): void;
  setEventInvokeConfig(name: string, config: EventInvokeConfig): void;
  eventInvokeConfig(name: string): EventInvokeConfig;
  permit(name: string, id: string, permission: ResourcePermission): void;
  revoke(id: string): void;
  permissions(name: string): readonly ResourcePermission[];
}

/** Lambda Developer Guide, "Configuring error handling settings for asynchronous invocations". */
const DEFAULT_EVENT_INVOKE: EventInvokeConfig = { maximumRetryAttempts: 2, maximumEventAgeSeconds: 21_600 };

/** `arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>]`, `<account>:function:<name>`, `function:<name>`, `<name>`. */
const partsOf = (functionName: string): { readonly name: string; readonly qualifier?: string } => {
  const words = functionName.split(':');
  const mark = words.indexOf('function');
  const [name, qualifier] = mark < 0 ? words : words.slice(mark + 1);
  return { name: name ?? '', ...(qualifier === undefined ? {} : { qualifier }) };
};

/** Built anew from the template at every start: what a function is lies there, what it was sent lies in the journal. */
export const functionRegistry = (place: { readonly region: string; readonly account: string }): FunctionRegistry => {
  const arnOf = (functionName: string): string =>
    `arn:aws:lambda:${place.region}:${place.account}:function:${partsOf(functionName).name}`;
  const functions = new Map<string, FunctionConfiguration>();
  const qualifiers = new Set<string>();
  const eventInvoke = new Map<string, EventInvokeConfig>();
  const policies = new Map<string, Map<string, ResourcePermission>>();
  return {
    arnOf,
    put: (configuration) => void functions.set(configuration.name, configuration),
    remove: (name) => void functions.delete(name),
    all: () => [...functions.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
    find: (name) => functions.get(name),
    address(functionName, given) {
      const { name, qualifier = given } = partsOf(functionName);
      const configuration = functions.get(name);
      const known = qualifier === undefined || qualifier === '$LATEST' || qualifiers.has(`${name}:${qualifier}`);
      if (configuration !== undefined && known)
        return { configuration, ...(qualifier === undefined ? {} : { qualifier }) };
      const arn = `${arnOf(name)}${qualifier === undefined ? '' : `:${qualifier}`}`;
      throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, { status: 404 });
    },
    setQualifier: (name, qualifier) => void qualifiers.add(`${name}:${qualifier}`),
    setEventInvokeConfig: (name, config) => void eventInvoke.set(name, config),
    eventInvokeConfig: (name) => eventInvoke.get(name) ?? DEFAULT_EVENT_INVOKE,
    permit(name, id, permission) {
      const policy = policies.get(name) ?? new Map<string, ResourcePermission>();
      policies.set(name, policy.set(id, permission));
    },
    revoke(id) {
      for (const policy of policies.values()) policy.delete(id);
    },
    permissions: (name) => [...(policies.get(name)?.values() ?? [])],
  };
};
