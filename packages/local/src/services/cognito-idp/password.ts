import { scrypt, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../../kernel/errors.ts';
import type { Identity } from '../../kernel/identity.ts';
import type { PasswordPolicy } from './user-pool.ts';

/** What is kept of a password: scrypt with its salt (RFC 7914, N = 16384, r = 8, p = 1: node's defaults). */
export interface PasswordHash {
  readonly salt: string;
  readonly hash: string;
}

const KEY_BYTES = 32;

const derive = (password: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, Buffer.from(salt, 'base64'), KEY_BYTES, (error, key) => (error ? reject(error) : resolve(key)));
  });

export const hashPassword = async (password: string, identity: Identity): Promise<PasswordHash> => {
  const salt = Buffer.from(identity.hex(32), 'hex').toString('base64');
  return { salt, hash: (await derive(password, salt)).toString('base64') };
};

const NOBODY: PasswordHash = { salt: '', hash: Buffer.alloc(KEY_BYTES).toString('base64') };

/** Takes as long for a user who is not there, so that time tells nothing about who is. */
export const isPassword = async (password: string, kept: PasswordHash | undefined): Promise<boolean> => {
  const { salt, hash } = kept ?? NOBODY;
  const same = timingSafeEqual(await derive(password, salt), Buffer.from(hash, 'base64'));
  return same && kept !== undefined;
};

/** "Adding user pool password requirements", special characters. */
const SYMBOLS = /[\^$*.[\]{}()?"!@#%&/\\,><':;|_~`=+ -]/;

/** @throws AwsError InvalidPasswordException */
export const requireConforming = (password: string, policy: PasswordPolicy): void => {
  const faults: readonly (readonly [boolean, string])[] = [
    [password.length < policy.minimumLength, 'Password not long enough'],
    [policy.requireLowercase && !/[a-z]/.test(password), 'Password must have lowercase characters'],
    [policy.requireUppercase && !/[A-Z]/.test(password), 'Password must have uppercase characters'],
    [policy.requireNumbers && !/[0-9]/.test(password), 'Password must have numeric characters'],
    [policy.requireSymbols && !SYMBOLS.test(password), 'Password must have symbol characters'],
  ];
  const fault = faults.find(([broken]) => broken);
  if (fault !== undefined)
    throw new AwsError('InvalidPasswordException', `Password did not conform with policy: ${fault[1]}`);
};
