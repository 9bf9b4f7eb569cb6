import { randomBytes } from 'node:crypto';
import type { Chance } from './chance.ts';

export interface Identity {
  /** An RFC 9562 version 4 UUID. */
  uuid(): string;
  /** `length` lower-case hexadecimal digits. */
  hex(length: number): string;
  /** `length` characters of [A-Za-z0-9]; a credential when the identity is the platform's. */
  token(length: number): string;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const identityFrom = (bytes: (count: number) => Uint8Array): Identity => {
  const hex = (length: number): string =>
    Buffer.from(bytes(Math.ceil(length / 2)))
      .toString('hex')
      .slice(0, length);
  return {
    hex,
    uuid() {
      const raw = Buffer.from(bytes(16));
      raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6);
      raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
      return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
    token(length) {
      let text = '';
      // 248 is the largest multiple of 62 in a byte: what lies above would favour the first letters.
      while (text.length < length) for (const byte of bytes(length)) if (byte < 248) text += ALPHABET[byte % 62];
      return text.slice(0, length);
    },
  };
};

/** Unguessable: task tokens and session tokens are credentials. */
export const platformIdentity = (): Identity => identityFrom((count) => randomBytes(count));

/** Repeatable, for tests and simulations. */
export const seededIdentity = (chance: Chance): Identity =>
  identityFrom((count) => Uint8Array.from({ length: count }, () => chance.below(256)));
