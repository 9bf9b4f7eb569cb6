import { createCipheriv, createDecipheriv } from 'node:crypto';
import { AwsError } from '../../kernel/errors.ts';

export type EncryptionContext = Readonly<Record<string, string>>;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const ID_BYTES = 36;

/** The context is authenticated, not kept: the same pairs in any order (KMS Developer Guide, "Encryption context"). */
const authenticated = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

const invalid = (): AwsError =>
  new AwsError('InvalidCiphertextException', 'The ciphertext is not one of this key and context.');

export interface Sealing {
  readonly keyId: string;
  readonly material: string;
  readonly nonce: string;
}

/** key id | nonce | tag | AES-256-GCM of the plaintext. */
export const seal = (
  { keyId, material, nonce }: Sealing,
  plaintext: Uint8Array,
  context: EncryptionContext,
): Uint8Array => {
  const iv = Buffer.from(nonce, 'hex');
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(material, 'hex'), iv).setAAD(authenticated(context));
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.from(keyId), iv, cipher.getAuthTag(), sealed]);
};

/** A ciphertext says itself which key it was made with. */
export const keyIdOf = (ciphertext: Uint8Array): string => {
  if (ciphertext.length < ID_BYTES + NONCE_BYTES + TAG_BYTES) throw invalid();
  return Buffer.from(ciphertext.subarray(0, ID_BYTES)).toString();
};

/** @throws AwsError InvalidCiphertextException when a bit of it, or the context, is another. */
export const open = (material: string, ciphertext: Uint8Array, context: EncryptionContext): Uint8Array => {
  const iv = ciphertext.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
  const tag = ciphertext.subarray(ID_BYTES + NONCE_BYTES, ID_BYTES + NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(material, 'hex'), iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(authenticated(context)).setAuthTag(tag);
  try {
    const sealed = ciphertext.subarray(ID_BYTES + NONCE_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(sealed), decipher.final()]);
  } catch {
    throw invalid();
  }
};
