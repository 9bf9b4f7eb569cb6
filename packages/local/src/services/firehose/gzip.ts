import { gzipSync } from 'node:zlib';

const PIECE_BYTES = 512 * 1024;

/**
 * A gzip file of several members (RFC 1952 section 2.2: "A gzip file consists of a series of members"). Between two of
 * them others have their turn. The thread pool would compress in its own time, which no clock handed in can tell.
 */
export const gzipInPieces = async (bytes: Uint8Array, yieldTurn: () => Promise<void>): Promise<Uint8Array> => {
  const members: Uint8Array[] = [gzipSync(bytes.subarray(0, PIECE_BYTES))];
  for (let start = PIECE_BYTES; start < bytes.length; start += PIECE_BYTES) {
    await yieldTurn();
    members.push(gzipSync(bytes.subarray(start, start + PIECE_BYTES)));
  }
  return Buffer.concat(members);
};
