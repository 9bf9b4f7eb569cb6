/** WebSocket quotas: "WebSocket frame size: 32 KB", "WebSocket message payload size: 128 KB". */
export const FRAME_BYTES: number = 32 * 1024;
export const MESSAGE_BYTES: number = 128 * 1024;

/** Bytes of header before the payload, by RFC 6455 5.2: 2, and 2 or 8 for the longer lengths, and 4 for the mask. */
const headerBytes = (second: number): number => {
  const length = second & 0x7f;
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + ((second & 0x80) === 0 ? 0 : 4);
};

const payloadBytes = (header: Buffer): number => {
  const length = header.readUInt8(1) & 0x7f;
  if (length === 126) return header.readUInt16BE(2);
  return length === 127 ? Number(header.readBigUInt64BE(2)) : length;
};

/**
 * Watches the frames of a stream of bytes go by, however they are cut, and calls `onFrame` with the size of each when
 * its header has passed. The WebSocket library tells only whole messages, and the limit is a frame's.
 */
export const frameMeter = (onFrame: (bytes: number) => void): ((chunk: Buffer) => void) => {
  let header = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    let rest = chunk;
    while (rest.length > 0) {
      if (skip > 0) {
        const passed = Math.min(skip, rest.length);
        skip -= passed;
        rest = rest.subarray(passed);
        continue;
      }
      header = Buffer.concat([header, rest.subarray(0, 1)]);
      rest = rest.subarray(1);
      if (header.length < 2 || header.length < headerBytes(header.readUInt8(1))) continue;
      skip = payloadBytes(header);
      header = Buffer.alloc(0);
      onFrame(skip);
    }
  };
};
