const IPV4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;
const LONGEST_IPV4 = 15;

const ipv4Bytes = (text: string): readonly number[] | undefined => {
  const bytes = text.split('.').map(Number);
  return text.length <= LONGEST_IPV4 && bytes.every((byte) => byte <= 255) ? bytes : undefined;
};

const groupsOf = (text: string): readonly number[] | undefined => {
  if (text === '') return [];
  const groups = text.split(':').map((group) => (group === '' ? Number.NaN : Number.parseInt(group, 16)));
  return groups.every((group) => group <= 0xffff) ? groups : undefined;
};

/** RFC 4291 section 2.2; an IPv4-mapped address is its IPv4 address. */
const ipv6Bytes = (text: string): readonly number[] | undefined => {
  const [head = '', tail, ...more] = text.split('::');
  const [before, after] = [groupsOf(head), groupsOf(tail ?? '')];
  if (more.length > 0 || before === undefined || after === undefined) return undefined;
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...before, ...Array.from({ length: missing }, () => 0), ...after];
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  return (mapped ? groups.slice(6) : groups).flatMap((group) => [group >> 8, group & 0xff]);
};

const hex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');

const looksLikeIp = (text: string): boolean => IPV4.test(text) || IPV6.test(text);
const bytesOf = (text: string): readonly number[] | undefined =>
  IPV4.test(text) ? ipv4Bytes(text) : IPV6.test(text) ? ipv6Bytes(text) : undefined;

/** An address literal as 8 or 32 upper-case hexadecimal digits; nothing for what is none. */
export const ipDigits = (text: string): string | undefined => {
  const bytes = bytesOf(text);
  return bytes === undefined ? undefined : hex(bytes);
};

/** Addresses from `bottom` to `top`, both included, as hexadecimal digits of one length. */
export interface IpRange {
  readonly bottom: string;
  readonly top: string;
}

/** Java's String.split drops empty parts at the end. */
const slashed = (text: string): readonly string[] => text.replace(/\/+$/, '').split('/');

/** @throws RangeError with event-ruler's words. */
export const cidrRange = (cidr: string): IpRange => {
  const [address = '', mask = '', ...more] = slashed(cidr);
  if (more.length > 0 || slashed(cidr).length !== 2) throw new RangeError("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) throw new RangeError('Malformed CIDR, mask bits must be an integer');
  const bits = Number(mask);
  // Integer.parseInt.
  if (bits !== (bits | 0)) throw new RangeError('Malformed CIDR, mask bits must be an integer');
  if (bits < 0) throw new RangeError('Malformed CIDR, mask bits must not be negative');
  if (!looksLikeIp(address)) throw new RangeError(`Nonstandard IP address: ${address}`);
  const bytes = bytesOf(address);
  if (bytes === undefined) throw new RangeError(`Invalid IP address: ${address}`);
  const [family, width] = bytes.length === 4 ? ['IPv4', 32] : ['IPv6', 128];
  if (bits >= width) throw new RangeError(`${family} mask bits must be < ${width}`);
  const free = (index: number): number => 0xff >> Math.min(8, Math.max(0, bits - index * 8));
  return {
    bottom: hex(bytes.map((byte, index) => byte & ~free(index) & 0xff)),
    top: hex(bytes.map((byte, index) => byte | free(index))),
  };
};

/**
 * Whether `digits` leads into the range. event-ruler's automaton has decided as soon as a digit lies strictly inside,
 * so a text of another length than the range's (a bare number, an address of the other family) can lead into it.
 */
export const leadsInto = (digits: string, { bottom, top }: IpRange): boolean => {
  let [onBottom, onTop] = [true, true];
  for (let index = 0; index < bottom.length; index += 1) {
    const digit = digits[index];
    if (digit === undefined || !/[0-9A-F]/.test(digit)) return false;
    const [low, high] = [bottom.charAt(index), top.charAt(index)];
    if ((onBottom && digit < low) || (onTop && digit > high)) return false;
    onBottom &&= digit === low;
    onTop &&= digit === high;
    if (!onBottom && !onTop) return true;
  }
  return true;
};
