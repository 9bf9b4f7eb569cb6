import { AwsError } from '../../kernel/errors.ts';
import type { FunctionRegistry } from './function-registry.ts';

const isService = (caller: string): boolean => !caller.startsWith('arn:') && caller.endsWith('.amazonaws.com');

const allows = (action: string): boolean => ['lambda:InvokeFunction', 'lambda:*', '*'].includes(action);

/**
 * A service principal (`events.amazonaws.com`) may invoke a function only by its resource-based policy, which
 * AWS::Lambda::Permission writes; a role's own policy has been judged where the call came in.
 * @throws AwsError AccessDeniedException
 */
export const requirePermission = (registry: FunctionRegistry, name: string, caller: string): void => {
  if (!isService(caller)) return;
  const allowed = registry
    .permissions(name)
    .some(({ action, principal }) => allows(action) && [caller, '*'].includes(principal));
  if (allowed) return;
  const message = `User: ${caller} is not authorized to perform: lambda:InvokeFunction on resource: ${name} because no resource-based policy allows the lambda:InvokeFunction action`;
  throw new AwsError('AccessDeniedException', message, { status: 403 });
};
