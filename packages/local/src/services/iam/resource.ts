import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';
import { AWS_MANAGED } from './managed-policies.ts';
import type { Roles } from './role.ts';
import { compilePolicy } from './statement.ts';

const textsOf = (value: Json | undefined): readonly string[] =>
  (Array.isArray(value) ? value : []).filter((each): each is string => typeof each === 'string');

const nameOf = (declared: Declared, property: string, maxLength: number): string => {
  const given = declared.properties[property];
  return typeof given === 'string' ? given : declared.physicalName(maxLength);
};

const inlineOf = ({ properties }: Declared): Readonly<Record<string, Json>> => {
  const given = Array.isArray(properties.Policies) ? properties.Policies.filter(isJsonObject) : [];
  given.forEach((each, index) => void compilePolicy(each.PolicyDocument, `/Policies/${index}/PolicyDocument`));
  return Object.fromEntries(given.map((each) => [String(each.PolicyName), each.PolicyDocument ?? null]));
};

/** A managed policy of AWS's that is not known here would allow nothing, and nobody would see why. */
const managedOf = ({ properties }: Declared): readonly string[] => {
  const arns = textsOf(properties.ManagedPolicyArns);
  const unknown = arns.findIndex((arn) => arn.startsWith('arn:aws:iam::aws:') && AWS_MANAGED[arn] === undefined);
  if (unknown < 0) return arns;
  const mend = `Known here: ${Object.keys(AWS_MANAGED).join(', ')}. Or write the policy out.`;
  throw new RefusedError(`/ManagedPolicyArns/${unknown}`, arns[unknown] ?? '', mend);
};

const roleType = (kernel: Kernel, roles: Roles): ResourceType => ({
  whileRunning: true,
  properties: {
    RoleName: executed,
    Path: executed,
    Description: inert('A text for people.'),
    AssumeRolePolicyDocument: inert('Services take the roles that the template gives them; trust is not judged.'),
    Policies: list(object({ PolicyName: executed, PolicyDocument: executed })),
    ManagedPolicyArns: executed,
    MaxSessionDuration: inert('A role that a service takes here has no session to end.'),
    Tags: inert('Nothing on one machine is chosen by tag.'),
  },
  declare(declared) {
    const name = nameOf(declared, 'RoleName', 64);
    const path = typeof declared.properties.Path === 'string' ? declared.properties.Path : '/';
    const arn = `arn:aws:iam::${kernel.account}:role${path}${name}`;
    const id = roles.find(name)?.id ?? `AROA${kernel.identity.hex(17).toUpperCase()}`;
    const trust = declared.properties.AssumeRolePolicyDocument ?? null;
    roles.put({ name, arn, id, inline: inlineOf(declared), managed: managedOf(declared), trust });
    return { ref: name, attributes: { Arn: arn, RoleId: id } };
  },
  remove: (name) => roles.remove(name),
});

const refuseOthers = { Users: list(object({})), Groups: list(object({})) };

const policyType = (roles: Roles): ResourceType => ({
  whileRunning: true,
  properties: { PolicyName: executed, PolicyDocument: executed, Roles: executed, ...refuseOthers },
  declare(declared) {
    const { PolicyDocument = null, Roles: attached } = declared.properties;
    compilePolicy(PolicyDocument, '/PolicyDocument');
    const ref = declared.physicalName(128);
    roles.putPolicy(ref, { document: PolicyDocument, roles: textsOf(attached) });
    return { ref, attributes: { Id: ref } };
  },
  remove: (ref) => roles.removePolicy(ref),
});

const managedPolicyType = (kernel: Kernel, roles: Roles): ResourceType => ({
  whileRunning: true,
  properties: {
    ManagedPolicyName: executed,
    Path: executed,
    Description: inert('A text for people.'),
    PolicyDocument: executed,
    Roles: executed,
    ...refuseOthers,
  },
  declare(declared) {
    const { PolicyDocument = null, Path, Roles: attached } = declared.properties;
    compilePolicy(PolicyDocument, '/PolicyDocument');
    const path = typeof Path === 'string' ? Path : '/';
    const arn = `arn:aws:iam::${kernel.account}:policy${path}${nameOf(declared, 'ManagedPolicyName', 128)}`;
    roles.putPolicy(arn, { document: PolicyDocument, roles: textsOf(attached) });
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  remove: (arn) => roles.removePolicy(arn),
});

export const iamResources = (kernel: Kernel, roles: Roles): Readonly<Record<string, ResourceType>> => ({
  'AWS::IAM::Role': roleType(kernel, roles),
  'AWS::IAM::Policy': policyType(roles),
  'AWS::IAM::ManagedPolicy': managedPolicyType(kernel, roles),
});
