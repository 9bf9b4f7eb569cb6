import { createHash } from 'node:crypto';

/** A message attribute as it is kept: binary values in base64. */
export interface StoredAttribute {
  readonly dataType: string;
  readonly text?: string;
  readonly binary?: string;
}

export type StoredAttributes = Readonly<Record<string, StoredAttribute>>;

export const md5 = (bytes: string | Uint8Array): string => createHash('md5').update(bytes).digest('hex');

const sized = (bytes: Uint8Array): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(bytes.length);
  return Buffer.concat([size, bytes]);
};

const STRING = Buffer.from([1]);
const BINARY = Buffer.from([2]);

/** Developer Guide, "Calculating the MD5 message digest for message attributes"; nothing when there are none. */
export const md5OfAttributes = (attributes: StoredAttributes): string | undefined => {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const parts = names.flatMap((name) => {
    const { dataType, text, binary } = attributes[name] as StoredAttribute;
    const value = binary === undefined ? Buffer.from(text ?? '', 'utf8') : Buffer.from(binary, 'base64');
    const kind = binary === undefined ? STRING : BINARY;
    return [sized(Buffer.from(name, 'utf8')), sized(Buffer.from(dataType, 'utf8')), kind, sized(value)];
  });
  return md5(Buffer.concat(parts));
};
