import { createHash } from 'node:crypto';
import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import { AwsError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { SigningKeys } from './signing-key.ts';
import type { User } from './user.ts';
import type { UserPool, UserPoolClient, UserPools } from './user-pool.ts';

interface RefreshGrant {
  readonly poolId: string;
  readonly clientId: string;
  readonly username: string;
  readonly originJti: string;
  readonly authTime: number;
  readonly expiresAt: number;
}

export interface SignIn {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly user: User;
}

export interface Tokens {
  issue(signIn: SignIn): AuthenticationResultType;
  /** Whose refresh token it is. @throws AwsError NotAuthorizedException */
  grantOf(refreshToken: string, clientId: string): RefreshGrant;
  refresh(signIn: SignIn, grant: RefreshGrant): AuthenticationResultType;
  /** The pool and username of a valid access token. @throws AwsError NotAuthorizedException */
  holderOf(accessToken: string): { readonly pool: UserPool; readonly username: string };
}

/** A refresh token is a credential: the journal holds its digest. */
const digest = (token: string): string => createHash('sha256').update(token).digest('base64url');

const seconds = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

const claimsIn = (token: string): JsonObject => {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as JsonObject;
  } catch {
    return {};
  }
};

/** Developer Guide, "Understanding user pool JSON web tokens": the claims of ID and access tokens. */
export const tokensOf = (kernel: Kernel, pools: UserPools, keys: SigningKeys): Tokens => {
  const { clock, identity } = kernel;
  const grants = kernel.journal.table<RefreshGrant>('cognito_refresh_grants');

  const pairOf = ({ pool, client, user }: SignIn, originJti: string, authTime: number): AuthenticationResultType => {
    const now = seconds(clock.now());
    const shared: JsonObject = {
      sub: user.sub,
      ...(user.groups.length === 0 ? {} : { 'cognito:groups': user.groups }),
      iss: pool.issuer,
      origin_jti: originJti,
      event_id: identity.uuid(),
      auth_time: authTime,
      iat: now,
    };
    const verified = Object.fromEntries(
      Object.entries(user.attributes).map(([name, value]) => [
        name,
        name.endsWith('_verified') ? value === 'true' : value,
      ]),
    );
    const idClaims: JsonObject = {
      ...verified,
      ...shared,
      'cognito:username': user.username,
      aud: client.id,
      token_use: 'id',
      exp: now + client.idTokenSeconds,
      jti: identity.uuid(),
    };
    const accessClaims: JsonObject = {
      ...shared,
      client_id: client.id,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      exp: now + client.accessTokenSeconds,
      jti: identity.uuid(),
      username: user.username,
    };
    return {
      AccessToken: keys.sign(pool.id, accessClaims),
      IdToken: keys.sign(pool.id, idClaims),
      ExpiresIn: client.accessTokenSeconds,
      TokenType: 'Bearer',
    };
  };
  return {
    issue(signIn) {
      const refreshToken = identity.token(128);
      const grant: RefreshGrant = {
        poolId: signIn.pool.id,
        clientId: signIn.client.id,
        username: signIn.user.username,
        originJti: identity.uuid(),
        authTime: seconds(clock.now()),
        expiresAt: clock.now() + signIn.client.refreshTokenSeconds * 1_000,
      };
      grants.put(digest(refreshToken), grant);
      return { ...pairOf(signIn, grant.originJti, grant.authTime), RefreshToken: refreshToken };
    },
    grantOf(refreshToken, clientId) {
      const grant = grants.get(digest(refreshToken));
      if (grant === undefined || grant.clientId !== clientId)
        throw new AwsError('NotAuthorizedException', 'Invalid Refresh Token');
      if (grant.expiresAt > clock.now()) return grant;
      grants.delete(digest(refreshToken));
      throw new AwsError('NotAuthorizedException', 'Refresh Token has expired');
    },
    refresh: (signIn, { originJti, authTime }) => pairOf(signIn, originJti, authTime),
    holderOf(accessToken) {
      const poolId = String(claimsIn(accessToken).iss).split('/').at(-1) ?? '';
      const pool = pools.pools.get(poolId);
      const claims = pool === undefined ? undefined : keys.verified(pool.id, accessToken);
      if (pool === undefined || claims === undefined || claims.token_use !== 'access')
        throw new AwsError('NotAuthorizedException', 'Invalid Access Token');
      if (Number(claims.exp) <= seconds(clock.now()))
        throw new AwsError('NotAuthorizedException', 'Access Token has expired');
      return { pool, username: String(claims.username) };
    },
  };
};
