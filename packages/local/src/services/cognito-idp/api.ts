import type {
  AdminAddUserToGroupCommandInput,
  AdminCreateUserCommandInput,
  AdminCreateUserCommandOutput,
  AdminDeleteUserCommandInput,
  AdminGetUserCommandInput,
  AdminGetUserCommandOutput,
  AdminInitiateAuthCommandInput,
  AdminInitiateAuthCommandOutput,
  AdminSetUserPasswordCommandInput,
  AttributeType,
  GetUserCommandInput,
  GetUserCommandOutput,
  InitiateAuthCommandInput,
  InitiateAuthCommandOutput,
  ListUsersCommandInput,
  ListUsersCommandOutput,
  UserType,
} from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { hashPassword, requireConforming } from './password.ts';
import { signIn } from './sign-in.ts';
import type { Tokens } from './tokens.ts';
import type { User, Users } from './user.ts';
import type { UserPool, UserPoolClient, UserPools } from './user-pool.ts';

type Plain<T> = Omit<T, '$metadata'>;

export interface CognitoParts {
  readonly kernel: Kernel;
  readonly pools: UserPools;
  readonly users: Users;
  readonly tokens: Tokens;
}

const required = (value: string | undefined, name: string): string => {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('InvalidParameterException', `Missing required parameter ${name}`);
};

const attributesOf = (user: User): AttributeType[] => [
  { Name: 'sub', Value: user.sub },
  ...Object.entries(user.attributes).map(([Name, Value]) => ({ Name, Value })),
];

const describe = (user: User): UserType => ({
  Username: user.username,
  Attributes: attributesOf(user),
  UserCreateDate: new Date(user.createdAt),
  UserLastModifiedDate: new Date(user.modifiedAt),
  Enabled: user.enabled,
  UserStatus: user.status,
});

const poolOf = ({ pools }: CognitoParts, poolId: string | undefined): UserPool => {
  const id = required(poolId, 'UserPoolId');
  const pool = pools.pools.get(id);
  if (pool !== undefined) return pool;
  throw new AwsError('ResourceNotFoundException', `User pool ${id} does not exist.`);
};

const clientOf = ({ pools }: CognitoParts, clientId: string | undefined, poolId?: string): UserPoolClient => {
  const id = required(clientId, 'ClientId');
  const client = pools.clients.get(id);
  if (client !== undefined && (poolId ?? client.poolId) === client.poolId) return client;
  throw new AwsError('ResourceNotFoundException', `User pool client ${id} does not exist.`);
};

const create = async (
  parts: CognitoParts,
  input: AdminCreateUserCommandInput,
): Promise<Plain<AdminCreateUserCommandOutput>> => {
  const { kernel, users } = parts;
  const pool = poolOf(parts, input.UserPoolId);
  const username = users.normal(pool, required(input.Username, 'Username'));
  if (input.MessageAction !== 'SUPPRESS')
    throw new AwsError('InvalidParameterException', 'No invitation is sent here: give MessageAction SUPPRESS.');
  if (input.TemporaryPassword !== undefined) requireConforming(input.TemporaryPassword, pool.passwordPolicy);
  const password = await hashPassword(input.TemporaryPassword ?? kernel.identity.token(24), kernel.identity);
  if (users.find(pool, username) !== undefined)
    throw new AwsError('UsernameExistsException', 'User account already exists');
  const now = kernel.clock.now();
  const attributes = (input.UserAttributes ?? []).filter(({ Name }) => Name !== 'sub');
  const user: User = {
    username,
    sub: kernel.identity.uuid(),
    status: 'FORCE_CHANGE_PASSWORD',
    enabled: true,
    attributes: Object.fromEntries(attributes.map(({ Name, Value }) => [Name ?? '', Value ?? ''])),
    groups: [],
    createdAt: now,
    modifiedAt: now,
    password,
  };
  users.put(pool, user);
  return { User: describe(user) };
};

const setPassword = async (parts: CognitoParts, input: AdminSetUserPasswordCommandInput): Promise<object> => {
  const pool = poolOf(parts, input.UserPoolId);
  const username = required(input.Username, 'Username');
  parts.users.get(pool, username);
  const text = required(input.Password, 'Password');
  requireConforming(text, pool.passwordPolicy);
  const password = await hashPassword(text, parts.kernel.identity);
  const status = input.Permanent === true ? 'CONFIRMED' : 'FORCE_CHANGE_PASSWORD';
  // Read again: the user may have changed while the password was being hashed.
  parts.users.put(pool, { ...parts.users.get(pool, username), password, status, modifiedAt: parts.kernel.clock.now() });
  return {};
};

const addToGroup = (parts: CognitoParts, input: AdminAddUserToGroupCommandInput): object => {
  const pool = poolOf(parts, input.UserPoolId);
  const group = required(input.GroupName, 'GroupName');
  if (!parts.pools.groups.has(`${pool.id}/${group}`))
    throw new AwsError('ResourceNotFoundException', 'Group not found.');
  const user = parts.users.get(pool, required(input.Username, 'Username'));
  const groups = [...new Set([...user.groups, group])];
  parts.users.put(pool, { ...user, groups, modifiedAt: parts.kernel.clock.now() });
  return {};
};

/** A page is read with one user more than asked for: its presence says that there is a next one. */
const list = (parts: CognitoParts, input: ListUsersCommandInput): Plain<ListUsersCommandOutput> => {
  const pool = poolOf(parts, input.UserPoolId);
  if (input.AttributesToGet !== undefined)
    throw new AwsError(
      'InvalidParameterException',
      'AttributesToGet is not executed here: all attributes are returned.',
    );
  const [, name, prefix, value = ''] = /^\s*"?([\w:]+)"?\s*(\^?)=\s*"(.*)"\s*$/.exec(input.Filter ?? '') ?? [];
  if (input.Filter !== undefined && input.Filter !== '' && name === undefined)
    throw new AwsError('InvalidParameterException', `Error while parsing filter: ${input.Filter}`);
  const valueIn = (user: User): string =>
    ({ ...user.attributes, username: user.username, sub: user.sub, 'cognito:user_status': user.status })[name ?? ''] ??
    '';
  const wanted = (user: User): boolean =>
    name === undefined || (prefix === '^' ? valueIn(user).startsWith(value) : valueIn(user) === value);
  const limit = Math.min(60, input.Limit ?? 60);
  const after =
    input.PaginationToken === undefined ? {} : { after: Buffer.from(input.PaginationToken, 'base64url').toString() };
  const read = parts.users.list(pool, { limit: limit + 1, ...after });
  const page = read.slice(0, limit);
  const last = page.at(-1);
  return {
    Users: page.filter(wanted).map(describe),
    ...(read.length > limit && last !== undefined
      ? { PaginationToken: Buffer.from(last.username).toString('base64url') }
      : {}),
  };
};

const initiate = async (
  parts: CognitoParts,
  input: InitiateAuthCommandInput & { readonly UserPoolId?: string | undefined },
): Promise<Plain<InitiateAuthCommandOutput>> => {
  const client = clientOf(parts, input.ClientId, input.UserPoolId);
  const pool = poolOf(parts, client.poolId);
  const flow = required(input.AuthFlow, 'AuthFlow');
  const parameters = input.AuthParameters ?? {};
  try {
    const result = await signIn(parts.users, parts.tokens, { pool, client, flow, parameters });
    parts.kernel.activity.note({ service: 'cognito-idp', action: 'UserSignedIn', resource: pool.id, facts: { flow } });
    return { AuthenticationResult: result, ChallengeParameters: {} };
  } catch (error) {
    parts.kernel.activity.note({ service: 'cognito-idp', action: 'SignInRefused', resource: pool.id, facts: { flow } });
    throw error;
  }
};

export const cognitoOperations = (parts: CognitoParts): Readonly<Record<string, AnyOperation>> => {
  const { kernel, users, tokens } = parts;
  const onPool =
    (action: string) =>
    (input: { readonly UserPoolId?: string | undefined }): readonly Permission[] => [
      {
        action: `cognito-idp:${action}`,
        resource: `arn:aws:cognito-idp:${kernel.region}:${kernel.account}:userpool/${input.UserPoolId ?? ''}`,
      },
    ];
  /** Open to everybody: what is asked for is proven by a password or a token. */
  const nothing = (): readonly Permission[] => [];
  const AdminCreateUser: Operation<AdminCreateUserCommandInput, Plain<AdminCreateUserCommandOutput>> = {
    needs: onPool('AdminCreateUser'),
    run: (input) => create(parts, input),
  };
  const AdminSetUserPassword: Operation<AdminSetUserPasswordCommandInput, object> = {
    needs: onPool('AdminSetUserPassword'),
    run: (input) => setPassword(parts, input),
  };
  const AdminAddUserToGroup: Operation<AdminAddUserToGroupCommandInput, object> = {
    needs: onPool('AdminAddUserToGroup'),
    run: (input) => addToGroup(parts, input),
  };
  const AdminGetUser: Operation<AdminGetUserCommandInput, Plain<AdminGetUserCommandOutput>> = {
    needs: onPool('AdminGetUser'),
    run(input) {
      const user = users.get(poolOf(parts, input.UserPoolId), required(input.Username, 'Username'));
      const { Attributes: UserAttributes, ...others } = describe(user);
      return { ...others, Username: user.username, ...(UserAttributes === undefined ? {} : { UserAttributes }) };
    },
  };
  const AdminDeleteUser: Operation<AdminDeleteUserCommandInput, object> = {
    needs: onPool('AdminDeleteUser'),
    run(input) {
      const pool = poolOf(parts, input.UserPoolId);
      users.delete(pool, users.get(pool, required(input.Username, 'Username')).username);
      return {};
    },
  };
  const AdminInitiateAuth: Operation<AdminInitiateAuthCommandInput, Plain<AdminInitiateAuthCommandOutput>> = {
    needs: onPool('AdminInitiateAuth'),
    run: (input) => initiate(parts, input),
  };
  const InitiateAuth: Operation<InitiateAuthCommandInput, Plain<InitiateAuthCommandOutput>> = {
    needs: nothing,
    run(input) {
      if (input.AuthFlow?.startsWith('ADMIN_') === true)
        throw new AwsError('InvalidParameterException', `${input.AuthFlow} takes AdminInitiateAuth.`);
      return initiate(parts, input);
    },
  };
  const GetUser: Operation<GetUserCommandInput, Plain<GetUserCommandOutput>> = {
    needs: nothing,
    run(input) {
      const { pool, username } = tokens.holderOf(required(input.AccessToken, 'AccessToken'));
      const user = users.get(pool, username);
      return { Username: user.username, UserAttributes: attributesOf(user) };
    },
  };
  const ListUsers: Operation<ListUsersCommandInput, Plain<ListUsersCommandOutput>> = {
    needs: onPool('ListUsers'),
    run: (input) => list(parts, input),
  };
  return {
    AdminCreateUser,
    AdminSetUserPassword,
    AdminAddUserToGroup,
    AdminGetUser,
    AdminDeleteUser,
    AdminInitiateAuth,
    InitiateAuth,
    GetUser,
    ListUsers,
  };
};
