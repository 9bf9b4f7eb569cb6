import type { AssumeRoleRequest, AssumeRoleResponse, GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { parseArn } from '../../kernel/arn.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import type { Operation } from '../../kernel/operations.ts';
import { sessionsIn } from './session.ts';

const getCallerIdentity = ({ account }: Kernel): Operation<object, GetCallerIdentityResponse> => ({
  // "No permissions are required to perform this operation" (API Reference, GetCallerIdentity).
  needs: () => [],
  run: (_input, { caller }) => ({
    Account: account,
    Arn: caller.startsWith('arn:') ? caller : `arn:aws:iam::${account}:root`,
    UserId: parseArn(caller)?.resource.split('/').at(-1) ?? account,
  }),
});

const assumeRole = (kernel: Kernel): Operation<AssumeRoleRequest, AssumeRoleResponse> => ({
  needs: ({ RoleArn = '' }) => [{ action: 'sts:AssumeRole', resource: RoleArn }],
  run({ RoleArn = '', RoleSessionName = '', DurationSeconds = 3600, Policy, PolicyArns }) {
    const role = parseArn(RoleArn);
    if (role?.service !== 'iam' || !role.resource.startsWith('role/'))
      throw new AwsError('ValidationError', 'RoleArn is not the ARN of a role.');
    if (Policy !== undefined || PolicyArns !== undefined)
      throw new AwsError('ValidationError', 'The local sts does not narrow a session by a policy of its own.');
    const name = role.resource.split('/').at(-1) ?? '';
    const arn = `arn:aws:sts::${role.account}:assumed-role/${name}/${RoleSessionName}`;
    const Expiration = new Date(kernel.clock.now() + DurationSeconds * 1000);
    const AccessKeyId = `ASIA${kernel.identity.hex(16).toUpperCase()}`;
    const secretAccessKey = kernel.identity.token(40);
    const sessionToken = kernel.identity.token(120);
    const session = { caller: arn, expiresAt: Expiration.getTime(), secretAccessKey, sessionToken };
    sessionsIn(kernel.journal).put(AccessKeyId, session);
    return {
      Credentials: {
        AccessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration,
      },
      AssumedRoleUser: { AssumedRoleId: `${AccessKeyId}:${RoleSessionName}`, Arn: arn },
    };
  },
});

/** AWS Security Token Service: who calls, and sessions of roles. */
export const sts: ServiceFactory = (kernel) => ({
  name: 'sts',
  resources: {},
  operations: { GetCallerIdentity: getCallerIdentity(kernel), AssumeRole: assumeRole(kernel) },
});
