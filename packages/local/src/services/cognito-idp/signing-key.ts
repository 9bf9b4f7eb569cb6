import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Identity } from '../../kernel/identity.ts';
import type { Journal } from '../../kernel/journal.ts';
import type { JsonObject } from '../../kernel/json.ts';

interface KeptKey {
  readonly kid: string;
  readonly privateKey: string;
}

/** A pool's RS256 key pair; made when it is first needed and the same ever after. */
export interface SigningKeys {
  sign(poolId: string, claims: JsonObject): string;
  /** The claims of a token that this pool signed; nothing is said about its times. */
  verified(poolId: string, token: string): JsonObject | undefined;
  /** A JSON Web Key Set (RFC 7517). */
  jwks(poolId: string): { readonly keys: readonly object[] };
}

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export const signingKeys = (journal: Journal, identity: Identity): SigningKeys => {
  const table = journal.table<KeptKey>('cognito_keys');
  const keyOf = (poolId: string): KeptKey => {
    const known = table.get(poolId);
    if (known !== undefined) return known;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const made: KeptKey = { kid: `${identity.token(43)}=`, privateKey: pem };
    table.put(poolId, made);
    return made;
  };
  return {
    sign(poolId, claims) {
      const { kid, privateKey } = keyOf(poolId);
      const signed = `${encoded({ kid, alg: 'RS256' })}.${encoded(claims)}`;
      const signature = sign('RSA-SHA256', Buffer.from(signed), createPrivateKey(privateKey));
      return `${signed}.${signature.toString('base64url')}`;
    },
    verified(poolId, token) {
      const [header = '', claims = '', signature = '', ...more] = token.split('.');
      const key = createPublicKey(keyOf(poolId).privateKey);
      const data = Buffer.from(`${header}.${claims}`);
      if (more.length > 0 || !verify('RSA-SHA256', data, key, Buffer.from(signature, 'base64url'))) return undefined;
      return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as JsonObject;
    },
    jwks(poolId) {
      const { kid, privateKey } = keyOf(poolId);
      const { n, e } = createPublicKey(privateKey).export({ format: 'jwk' });
      return { keys: [{ alg: 'RS256', e, kid, kty: 'RSA', n, use: 'sig' }] };
    },
  };
};
