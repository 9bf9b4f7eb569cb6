import type { App } from 'aws-cdk-lib/core';
import { resolvedName } from './nag-suppressions.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface RoleProperties {
  readonly AssumeRolePolicyDocument: {
    readonly Statement: readonly { readonly Principal: { readonly Service: string } }[];
  };
  readonly Policies?: readonly Policy[];
}

interface PolicyProperties extends Policy {
  readonly Roles: readonly unknown[];
}

type Resources = Readonly<Record<string, { readonly Type: string; readonly Properties?: unknown }>>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

/** A logical id without CDK's hash, which is the same for the same path. */
const bare = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');

/** A resolved value in one line: `<LedgerTable.Arn>/*`. What another stack exports is named as it is there. */
const named = (value: unknown): string =>
  resolvedName(value)
    // CarillonData:ExportsOutputFnGetAttLedgerTableTable5D76AD3FArn3B2DB8B2
    .replaceAll(/\w+:ExportsOutputFnGetAtt(\w+?[0-9A-F]{8})(\w+?)[0-9A-F]{8}/g, '<$1.$2>')
    .replaceAll(/\w+:ExportsOutputRef(\w+?[0-9A-F]{8})[0-9A-F]{8}/g, '<$1>')
    .replaceAll(/(\w+?)[0-9A-F]{8}(?=[.>])/g, '$1')
    .replaceAll('<AWS::', '<');

const conditionText = (condition: unknown): string =>
  Object.entries((condition ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>)
    .flatMap(([operator, keys]) => Object.entries(keys).map(([key, value]) => `${key} ${operator} ${named(value)}`))
    .join(', ');

const rowsOf = ({ PolicyDocument }: Policy): readonly string[] =>
  PolicyDocument.Statement.map(
    ({ Action, Resource, Condition }) =>
      `| ${list(Action).join('<br>')} | ${list(Resource)
        .map((resource) => `\`${named(resource)}\``)
        .join('<br>')} | ${conditionText(Condition)} |`,
  );

/** Names the function that a role is for: its folder. */
const folderOf = (resources: Resources, role: string): string => {
  const functions = Object.values(resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');
  const of = functions.find(({ Properties }) =>
    JSON.stringify((Properties as { readonly Role: unknown }).Role).includes(`"${role}"`),
  );
  return of === undefined ? '' : ` of ${(of.Properties as { readonly Description: string }).Description}`;
};

const sectionOf = (resources: Resources, role: string, properties: RoleProperties): string => {
  const service = properties.AssumeRolePolicyDocument.Statement.map(({ Principal }) => Principal.Service).join(', ');
  const attached = Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::IAM::Policy')
    .map(({ Properties }) => Properties as PolicyProperties)
    .filter(({ Roles }) => JSON.stringify(Roles).includes(`"${role}"`));
  const rows = [...(properties.Policies ?? []), ...attached].flatMap(rowsOf);
  return [
    `### ${bare(role)}: ${service}${folderOf(resources, role)}`,
    '',
    '| action | resource | condition |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
};

/** Synthesizes the app: every role of its stacks with every action and resource that it is allowed, as Markdown. */
export const permissionReport = (app: App): string =>
  app
    .synth()
    .stacks.map(({ stackName, template }) => {
      const { Resources } = template as { readonly Resources: Resources };
      const roles = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
      const sections = roles
        .toSorted(([one], [other]) => (one < other ? -1 : 1))
        .map(([role, { Properties }]) => sectionOf(Resources, role, Properties as RoleProperties));
      return sections.length === 0 ? '' : `## ${stackName}\n\n${sections.join('\n')}`;
    })
    .filter((text) => text !== '')
    .join('\n');
