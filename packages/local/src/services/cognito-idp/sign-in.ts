import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../kernel/errors.ts';
import { isPassword } from './password.ts';
import type { Tokens } from './tokens.ts';
import type { User, Users } from './user.ts';
import type { UserPool, UserPoolClient } from './user-pool.ts';

export interface SignInRequest {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly flow: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What a client must allow before a flow may be used. Flows not named here are not executed. */
const PERMITS: Readonly<Record<string, string>> = {
  USER_PASSWORD_AUTH: 'ALLOW_USER_PASSWORD_AUTH',
  ADMIN_USER_PASSWORD_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  ADMIN_NO_SRP_AUTH: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  REFRESH_TOKEN_AUTH: 'ALLOW_REFRESH_TOKEN_AUTH',
  REFRESH_TOKEN: 'ALLOW_REFRESH_TOKEN_AUTH',
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterException', message);

const requireFlow = ({ flow, client }: SignInRequest): void => {
  const permit = PERMITS[flow];
  if (permit === undefined)
    throw invalid(`${flow} is not executed here: use ADMIN_USER_PASSWORD_AUTH or USER_PASSWORD_AUTH.`);
  if (!client.authFlows.includes(permit)) throw invalid(`${flow} flow not enabled for this client`);
};

const parameter = ({ parameters }: SignInRequest, name: string): string => {
  const value = parameters[name];
  if (value === undefined || value === '') throw invalid(`Missing required parameter ${name}`);
  return value;
};

const byPassword = async (users: Users, request: SignInRequest): Promise<User> => {
  const user = users.find(request.pool, parameter(request, 'USERNAME'));
  const right = await isPassword(parameter(request, 'PASSWORD'), user?.password);
  if (user === undefined && request.client.tellsUnknownUsers)
    throw new AwsError('UserNotFoundException', 'User does not exist.');
  if (user === undefined || !right) throw new AwsError('NotAuthorizedException', 'Incorrect username or password.');
  if (!user.enabled) throw new AwsError('NotAuthorizedException', 'User is disabled.');
  if (user.status === 'CONFIRMED') return user;
  throw invalid(
    'The challenge NEW_PASSWORD_REQUIRED is not executed here: give the user a permanent password by AdminSetUserPassword.',
  );
};

/** InitiateAuth and AdminInitiateAuth: a password or a refresh token for tokens. @throws AwsError NotAuthorizedException */
export const signIn = async (
  users: Users,
  tokens: Tokens,
  request: SignInRequest,
): Promise<AuthenticationResultType> => {
  requireFlow(request);
  const { pool, client, flow } = request;
  if (!flow.startsWith('REFRESH_TOKEN')) return tokens.issue({ pool, client, user: await byPassword(users, request) });
  const grant = tokens.grantOf(parameter(request, 'REFRESH_TOKEN'), client.id);
  const user = users.find(pool, grant.username);
  if (user?.enabled !== true) throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token');
  return tokens.refresh({ pool, client, user }, grant);
};
