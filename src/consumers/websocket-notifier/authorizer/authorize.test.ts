import { createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bearerToken } from '../subprotocol.ts';
import { authorize } from './authorize.ts';
import { tokenVerifier } from './verify-token.ts';

const ISSUER = 'http://127.0.0.1:1/_aws/cognito-idp/us-east-1_pool';
const JWKS = `${ISSUER}/.well-known/jwks.json`;
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const NOW = Math.floor(Date.now() / 1_000);
const CLAIMS = {
  iss: ISSUER,
  aud: 'client',
  sub: 'user-1',
  token_use: 'id',
  'cognito:groups': ['site-watchers'],
  iat: NOW,
  exp: NOW + 300,
};

const tokenOf = (claims: Readonly<Record<string, unknown>>, key = privateKey): string => {
  const text = `${base64url({ alg: 'RS256', kid: 'k1', typ: 'JWT' })}.${base64url(claims)}`;
  return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
};

const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' }] };
const fetched: string[] = [];
const fetch: typeof globalThis.fetch = async (input) => {
  fetched.push(String(input));
  return Response.json(jwks);
};
const verify = tokenVerifier({ issuer: ISSUER, clientId: 'client', jwksUri: JWKS, fetch });

const request = (protocols: string | undefined) => ({
  methodArn: 'arn:aws:execute-api:us-east-1:000000000000:a1/main/$connect',
  headers: protocols === undefined ? null : { 'Sec-WebSocket-Protocol': protocols },
});

describe('the authorizer', () => {
  it('lets in who brings a valid token beside the protocol', async () => {
    const answer = await authorize(request(`carillon.v1, bearer.${tokenOf(CLAIMS)}`), verify);
    expect(answer.principalId).toBe('user-1');
    expect(answer.context).toEqual({ userId: 'user-1', grants: 'sites' });
    expect(answer.policyDocument.Statement).toEqual([
      { Action: 'execute-api:Invoke', Effect: 'Allow', Resource: request('').methodArn },
    ]);
    expect(fetched).toEqual([JWKS]);
  });

  it.each([
    ['no group', undefined],
    ['a group that permits nothing', ['janitors']],
    ['a claim that is no list', 'operators'],
  ])('denies a holder of %s', async (_, groups) => {
    const token = tokenOf({ ...CLAIMS, 'cognito:groups': groups });
    const { policyDocument } = await authorize(request(`carillon.v1, bearer.${token}`), verify);
    expect(policyDocument.Statement).toMatchObject([{ Effect: 'Deny' }]);
  });

  it.each([
    ['no header', undefined],
    ['no token', 'carillon.v1'],
    ['an empty token', 'carillon.v1, bearer.'],
    ['a token alone', `bearer.${tokenOf(CLAIMS)}`],
    ['no JWT', 'carillon.v1, bearer.abc'],
    ['the key of a stranger', `carillon.v1, bearer.${tokenOf(CLAIMS, stranger)}`],
    ['no signature', `carillon.v1, bearer.${base64url({ alg: 'none' })}.${base64url(CLAIMS)}.`],
    ['a token that is over', `carillon.v1, bearer.${tokenOf({ ...CLAIMS, exp: NOW - 10 })}`],
    ['a token for another client', `carillon.v1, bearer.${tokenOf({ ...CLAIMS, aud: 'other' })}`],
    ['a token of another pool', `carillon.v1, bearer.${tokenOf({ ...CLAIMS, iss: 'http://127.0.0.1:1/other' })}`],
    ['an access token', `carillon.v1, bearer.${tokenOf({ ...CLAIMS, token_use: 'access' })}`],
  ])('refuses %s, and says no more than that', async (_, protocols) => {
    await expect(authorize(request(protocols), verify)).rejects.toThrow(/^Unauthorized$/);
  });
});

describe('the subprotocol header', () => {
  it('is read whatever the case of its name', () => {
    expect(bearerToken({ 'sec-websocket-protocol': 'carillon.v1,bearer.t' })).toBe('t');
    expect(bearerToken({ 'SEC-WEBSOCKET-PROTOCOL': 'bearer.t, carillon.v1' })).toBe('t');
    expect(bearerToken({ authorization: 'Bearer t' })).toBeUndefined();
  });
});
