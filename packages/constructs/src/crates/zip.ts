import { crc32, deflateRawSync } from 'node:zlib';

/** 1 January 1980, the first day that the format knows: the same program makes the same archive. */
const DATE = 0x21;
const DEFLATED = 8;
/** Made by Unix, so that the attributes below are a file's mode. */
const MADE_BY = (3 << 8) | 20;
const EXECUTABLE = 0o100755;

/** A zip archive of one file that can be executed (PKWARE APPNOTE 4.3: local header, content, directory, its end). */
export const zipOfProgram = (name: string, program: Uint8Array): Buffer => {
  const packed = deflateRawSync(program);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(DEFLATED, 4);
  common.writeUInt16LE(DATE, 8);
  common.writeUInt32LE(crc32(program), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(program.length, 18);
  common.writeUInt16LE(Buffer.byteLength(name), 22);

  const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed]);
  const madeBy = Buffer.alloc(2);
  madeBy.writeUInt16LE(MADE_BY);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((EXECUTABLE << 16) >>> 0, 6);
  const directory = Buffer.concat([Buffer.from('PK\x01\x02'), madeBy, common, rest, Buffer.from(name)]);

  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, directory, end]);
};
