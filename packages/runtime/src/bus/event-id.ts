import { createHash } from 'node:crypto';

/**
 * A UUID of version 8 (RFC 9562, section 5.8) made of the SHA-256 of its parts: the same parts give the same id, so
 * that what is published twice is one event.
 */
export const eventIdOf = (...parts: readonly (string | number)[]): string => {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest();
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6);
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = digest.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
};
