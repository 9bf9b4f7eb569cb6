import { createHash } from 'node:crypto';
import type { Draw } from './query/evaluation.ts';
import type { Received } from './signal.ts';

const VERSION_4 = 0x40;
const VARIANT = 0x80;
/** What a double holds exactly. */
const BITS_53 = 2 ** 53;

/** Ids and random numbers of one decision, each from the 256 bits of its secret: no two decisions draw alike. */
export const drawFrom = (received: Received): Draw => {
  let count = 0;
  const bytes = (purpose: string): Buffer => {
    count += 1;
    return createHash('sha256').update(`${received.secret()} ${purpose} ${count}`).digest();
  };
  return {
    now: received.at,
    turn: received.turn,
    uuid() {
      const raw = bytes('uuid');
      raw.writeUInt8((raw.readUInt8(6) & 0x0f) | VERSION_4, 6);
      raw.writeUInt8((raw.readUInt8(8) & 0x3f) | VARIANT, 8);
      const hex = raw.toString('hex', 0, 16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    random() {
      const raw = bytes('random');
      return (raw.readUInt32BE(0) * 2 ** 21 + (raw.readUInt32BE(4) >>> 11)) / BITS_53;
    },
  };
};
