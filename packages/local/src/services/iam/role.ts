import type { Journal } from '../../kernel/journal.ts';
import type { Json } from '../../kernel/json.ts';
import { AWS_MANAGED } from './managed-policies.ts';
import { compilePolicy, type Statement } from './statement.ts';

interface Role {
  readonly name: string;
  readonly arn: string;
  readonly id: string;
  readonly inline: Readonly<Record<string, Json>>;
  readonly managed: readonly string[];
  readonly trust: Json;
}

/** A policy resource of the template: inline ones name their roles, managed ones may. */
interface PolicyRow {
  readonly document: Json;
  readonly roles: readonly string[];
}

export interface Roles {
  find(name: string): Role | undefined;
  put(role: Role): void;
  remove(name: string): void;
  putPolicy(ref: string, policy: PolicyRow): void;
  removePolicy(ref: string): void;
  /** Everything a role is allowed or denied; undefined when there is no such role. */
  statements(name: string): readonly Statement[] | undefined;
}

const makeRoles = (journal: Journal): Roles => {
  const roles = journal.table<Role>('iam_roles');
  const policies = journal.table<PolicyRow>('iam_policies');
  // Policies change when a template is loaded; calls are judged by the thousand.
  let compiled = new Map<string, readonly Statement[]>();
  const changing =
    <A extends readonly unknown[]>(act: (...given: A) => void) =>
    (...given: A): void => {
      compiled = new Map();
      act(...given);
    };
  const documentsOf = (role: Role): readonly Json[] => [
    ...Object.values(role.inline),
    ...role.managed.flatMap((arn) => AWS_MANAGED[arn] ?? policies.get(arn)?.document ?? []),
    ...policies.scan().flatMap(([, policy]) => (policy.roles.includes(role.name) ? [policy.document] : [])),
  ];
  return {
    find: (name) => roles.get(name),
    put: changing((role) => roles.put(role.name, role)),
    remove: changing((name) => void roles.delete(name)),
    putPolicy: changing((ref, policy) => policies.put(ref, policy)),
    removePolicy: changing((ref) => void policies.delete(ref)),
    statements(name) {
      const known = compiled.get(name);
      if (known !== undefined) return known;
      const role = roles.get(name);
      if (role === undefined) return undefined;
      const statements = documentsOf(role).flatMap((document) => compilePolicy(document, ''));
      compiled.set(name, statements);
      return statements;
    },
  };
};

const opened = new WeakMap<Journal, Roles>();

/** One a journal: the authorizer stands before the services do, and both must see the same compiled policies. */
export const rolesIn = (journal: Journal): Roles => {
  const known = opened.get(journal) ?? makeRoles(journal);
  opened.set(journal, known);
  return known;
};
