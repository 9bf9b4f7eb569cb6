import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { Authorize, Permission } from '../../kernel/operations.ts';
import type { Context } from './condition.ts';
import { rolesIn } from './role.ts';
import type { Statement } from './statement.ts';

/** `role/path/name`, or the role behind `assumed-role/name/session`. */
const roleNameOf = (caller: string): string | undefined => {
  const arn = parseArn(caller);
  if (arn?.service === 'iam' && arn.resource.startsWith('role/')) return arn.resource.split('/').at(-1);
  if (arn?.service === 'sts' && arn.resource.startsWith('assumed-role/')) return arn.resource.split('/')[1];
  return undefined;
};

/** A role is passed to the service whose action needs it: `healthlake:StartFHIRExportJob` beside `iam:PassRole`. */
const passedTo = (needed: readonly Permission[]): string => {
  const action = needed.find((each) => !each.action.startsWith('iam:'))?.action ?? '';
  return `${action.split(':')[0] ?? ''}.amazonaws.com`;
};

const contextOf = (caller: string, needed: readonly Permission[]): Context => {
  const account = parseArn(caller)?.account ?? '';
  return new Map([
    ['iam:passedtoservice', passedTo(needed)],
    ['aws:principalarn', caller],
    ['aws:principalaccount', account],
    ['aws:principaltype', 'AssumedRole'],
    ['aws:principalisawsservice', 'false'],
    ['aws:resourceaccount', account],
    ['s3:resourceaccount', account],
    // Loopback is what TLS is on AWS: nobody else can listen.
    ['aws:securetransport', 'true'],
  ]);
};

const denied = (caller: string, { action, resource }: Permission, why: string): AwsError => {
  const message = `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  return new AwsError('AccessDeniedException', message, { status: 403 });
};

const judge = (statements: readonly Statement[], caller: string, permission: Permission, context: Context): void => {
  const applying = statements.filter((statement) => statement.applies(permission, context));
  if (applying.some(({ effect }) => effect === 'Deny'))
    throw denied(caller, permission, 'with an explicit deny in an identity-based policy');
  if (applying.length === 0)
    throw denied(caller, permission, `because no identity-based policy allows the ${permission.action} action`);
};

/**
 * "Policy evaluation logic" (IAM User Guide), for one account and identity-based policies: an explicit deny wins, and
 * what nothing allows is denied. A caller that is no role of the template (the account's root, an SDK client from
 * outside, a service principal) may do everything.
 */
export const iamAuthorizer = (journal: Journal): Authorize => {
  const roles = rolesIn(journal);
  return (caller, needed) => {
    const name = roleNameOf(caller);
    const statements = name === undefined ? undefined : roles.statements(name);
    if (statements === undefined) return;
    const context = contextOf(caller, needed);
    for (const permission of needed) judge(statements, caller, permission, context);
  };
};
