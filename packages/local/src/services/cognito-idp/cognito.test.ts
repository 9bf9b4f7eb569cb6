import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  GetUserCommandOutput,
  InitiateAuthCommandOutput,
  ListUsersCommandOutput,
} from '@aws-sdk/client-cognito-identity-provider';
import { JwtRsaVerifier } from 'aws-jwt-verify';
import { afterEach, describe, expect, it } from 'vitest';
import type { Service } from '../../kernel/service.ts';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { cognitoIdp } from './service.ts';

const PASSWORD = 'Correct-horse-7';

interface Setting {
  readonly kernel: TestKernel;
  readonly service: Service;
  readonly poolId: string;
  readonly clientId: string;
  readonly issuer: string;
  call<T = object>(operation: string, input: object): Promise<T>;
  signIn(parameters: object, flow?: string): Promise<InitiateAuthCommandOutput>;
}

const open = (options: { readonly file?: string; readonly client?: Parameters<typeof declared>[1] } = {}): Setting => {
  const kernel = testKernel({
    start: Date.parse('2126-11-23T20:00:00Z'),
    ...(options.file === undefined ? {} : { file: options.file }),
  });
  const service = kernel.add(cognitoIdp);
  const pool = service.resources['AWS::Cognito::UserPool']?.declare(
    declared('Pool', { Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } } }),
  );
  const poolId = pool?.ref ?? '';
  const client = service.resources['AWS::Cognito::UserPoolClient']?.declare(
    declared('Client', {
      UserPoolId: poolId,
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      PreventUserExistenceErrors: 'ENABLED',
      ...options.client,
    }),
  );
  service.resources['AWS::Cognito::UserPoolGroup']?.declare(
    declared('Nurses', { UserPoolId: poolId, GroupName: 'nurses' }),
  );
  const clientId = client?.ref ?? '';
  const call = <T>(operation: string, input: object): Promise<T> =>
    kernel.operations.call('cognito-idp', operation, input, { caller: 'root', requestId: 'r' }) as Promise<T>;
  return {
    kernel,
    service,
    poolId,
    clientId,
    issuer: String(pool?.attributes.ProviderURL),
    call,
    signIn: (AuthParameters, AuthFlow = 'USER_PASSWORD_AUTH') =>
      call('InitiateAuth', { ClientId: clientId, AuthFlow, AuthParameters }),
  };
};

const withUser = async (setting: Setting): Promise<Setting> => {
  const { call, poolId: UserPoolId } = setting;
  const UserAttributes = [{ Name: 'email', Value: 'ada@example.org' }];
  await call('AdminCreateUser', { UserPoolId, Username: 'Ada', MessageAction: 'SUPPRESS', UserAttributes });
  await call('AdminSetUserPassword', { UserPoolId, Username: 'ada', Password: PASSWORD, Permanent: true });
  return setting;
};

const ADA = { USERNAME: 'ada', PASSWORD };

const claimsOf = (token: string | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

const jwksOf = async ({ service, poolId }: Setting): Promise<{ keys: never[] }> => {
  const url = new URL(`http://127.0.0.1/_aws/cognito-idp/${poolId}/.well-known/jwks.json`);
  const call = { caller: 'nobody', requestId: 'r' };
  const answer = await service.http?.[0]?.handle({ method: 'GET', url, headers: {}, body: new Uint8Array(), call });
  expect(answer?.status).toBe(200);
  return JSON.parse(String(answer?.body));
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('a user', () => {
  it('signs in for tokens that a verifier accepts by the pool’s own keys', async () => {
    const setting = await withUser(open());
    await setting.call('AdminAddUserToGroup', { UserPoolId: setting.poolId, Username: 'ada', GroupName: 'nurses' });
    const { AuthenticationResult: result } = await setting.signIn(ADA);
    const verifier = JwtRsaVerifier.create({ issuer: setting.issuer, audience: setting.clientId });
    verifier.cacheJwks(await jwksOf(setting));
    const id = await verifier.verify(result?.IdToken ?? '', { graceSeconds: 0 });
    const now = setting.kernel.clock.now() / 1_000;
    expect(id).toMatchObject({
      token_use: 'id',
      'cognito:username': 'ada',
      'cognito:groups': ['nurses'],
      email: 'ada@example.org',
      iat: now,
      auth_time: now,
      exp: now + 3_600,
      iss: setting.issuer,
    });
    expect(claimsOf(result?.AccessToken)).toMatchObject({
      token_use: 'access',
      client_id: setting.clientId,
      username: 'ada',
      scope: 'aws.cognito.signin.user.admin',
      sub: id.sub,
    });
    const forged = `${result?.IdToken?.split('.').slice(0, 2).join('.')}.${'A'.repeat(342)}`;
    await expect(verifier.verify(forged)).rejects.toThrow();
  });

  it.each([
    ['a wrong password', { USERNAME: 'ada', PASSWORD: 'Wrong-horse-7777' }],
    ['an unknown name', { USERNAME: 'bob', PASSWORD }],
  ])('with %s is told the same: not authorized', async (_name, parameters) => {
    const { signIn } = await withUser(open());
    await expect(signIn(parameters)).rejects.toMatchObject({
      code: 'NotAuthorizedException',
      message: 'Incorrect username or password.',
    });
  });

  it('renews tokens by a refresh token until that is over, and never by another client’s', async () => {
    const setting = await withUser(open());
    const first = (await setting.signIn(ADA)).AuthenticationResult;
    await setting.kernel.clock.advance(7_200_000);
    const REFRESH_TOKEN = first?.RefreshToken;
    const second = (await setting.signIn({ REFRESH_TOKEN }, 'REFRESH_TOKEN_AUTH')).AuthenticationResult;
    expect(second?.RefreshToken).toBeUndefined();
    const claims = claimsOf(second?.IdToken);
    expect(claims.iat).toBe(Number(claims.auth_time) + 7_200);
    await expect(setting.signIn({ REFRESH_TOKEN: 'x' }, 'REFRESH_TOKEN_AUTH')).rejects.toThrow('Invalid Refresh Token');
    await setting.kernel.clock.advance(30 * 86_400_000);
    await expect(setting.signIn({ REFRESH_TOKEN }, 'REFRESH_TOKEN_AUTH')).rejects.toThrow('Refresh Token has expired');
  });

  it('is known by a valid access token, and by no other', async () => {
    const setting = await withUser(open());
    const { AuthenticationResult: result } = await setting.signIn(ADA);
    const user = await setting.call<GetUserCommandOutput>('GetUser', { AccessToken: result?.AccessToken });
    expect(user.Username).toBe('ada');
    const get = (AccessToken: string | undefined): Promise<object> => setting.call('GetUser', { AccessToken });
    await expect(get(result?.IdToken)).rejects.toThrow('Invalid Access Token');
    await expect(get('a.b.c')).rejects.toThrow('Invalid Access Token');
    await setting.kernel.clock.advance(3_600_000);
    await expect(get(result?.AccessToken)).rejects.toThrow('Access Token has expired');
  });

  it('with a temporary password only is told what to do', async () => {
    const { call, poolId: UserPoolId, signIn } = open();
    await call('AdminCreateUser', {
      UserPoolId,
      Username: 'eve',
      MessageAction: 'SUPPRESS',
      TemporaryPassword: PASSWORD,
    });
    await expect(signIn({ USERNAME: 'eve', PASSWORD })).rejects.toThrow('AdminSetUserPassword');
  });

  it('is there after a restart, with the same keys, and its password nowhere in the file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pool-'));
    folders.push(folder);
    const file = join(folder, 'cloud.sqlite');
    const before = await withUser(open({ file }));
    const keys = await jwksOf(before);
    await before.kernel.journal.durable();
    before.kernel.journal.close();
    const after = open({ file });
    expect(after.poolId).toBe(before.poolId);
    expect(await jwksOf(after)).toEqual(keys);
    expect((await after.signIn(ADA)).AuthenticationResult?.RefreshToken).toBeDefined();
    after.kernel.journal.close();
    expect(readFileSync(file).includes(PASSWORD)).toBe(false);
  });
});

describe('a user pool', () => {
  it('refuses passwords against its policy, a second user of a name, and a group it has not', async () => {
    const { call, poolId: UserPoolId } = await withUser(open());
    const set = (Password: string): Promise<object> =>
      call('AdminSetUserPassword', { UserPoolId, Username: 'ada', Password, Permanent: true });
    await expect(set('short-1')).rejects.toMatchObject({ code: 'InvalidPasswordException' });
    await expect(set('nosymbolsatall')).rejects.toThrow('Password must have symbol characters');
    await expect(
      call('AdminCreateUser', { UserPoolId, Username: 'ADA', MessageAction: 'SUPPRESS' }),
    ).rejects.toMatchObject({
      code: 'UsernameExistsException',
    });
    await expect(call('AdminCreateUser', { UserPoolId, Username: 'bob' })).rejects.toThrow('SUPPRESS');
    await expect(
      call('AdminAddUserToGroup', { UserPoolId, Username: 'ada', GroupName: 'doctors' }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });

  it('lists its users page by page and by filter', async () => {
    const { call, poolId: UserPoolId } = open();
    for (let n = 0; n < 5; n += 1)
      await call('AdminCreateUser', { UserPoolId, Username: `user-${n}`, MessageAction: 'SUPPRESS' });
    const page = (input: object): Promise<ListUsersCommandOutput> =>
      call('ListUsers', { UserPoolId, Limit: 3, ...input });
    const first = await page({});
    const second = await page({ PaginationToken: first.PaginationToken });
    expect([...(first.Users ?? []), ...(second.Users ?? [])].map(({ Username }) => Username)).toEqual([
      'user-0',
      'user-1',
      'user-2',
      'user-3',
      'user-4',
    ]);
    expect(second.PaginationToken).toBeUndefined();
    expect((await page({ Limit: 60, Filter: 'username = "user-3"' })).Users?.length).toBe(1);
    await expect(page({ Filter: 'nonsense' })).rejects.toMatchObject({ code: 'InvalidParameterException' });
  });

  it('lets a client use only the flows that it allows and that are executed', async () => {
    const { signIn } = await withUser(open({ client: { ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH'] } }));
    await expect(signIn(ADA)).rejects.toThrow('USER_PASSWORD_AUTH flow not enabled for this client');
    await expect(signIn(ADA, 'USER_SRP_AUTH')).rejects.toThrow('USER_SRP_AUTH is not executed here');
  });
});
