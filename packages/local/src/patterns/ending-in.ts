import { escaped } from './any-case.ts';
import { asUtf8, type WildcardUnit } from './text-shapes.ts';
import { ANY } from './wildcard.ts';

/** All characters that differ in the last of their UTF-8 bytes alone. */
const kin = (character: string): string => {
  const first = ((character.codePointAt(0) ?? 0) >> 6) << 6;
  return `[\\u{${first.toString(16)}}-\\u{${(first + 63).toString(16)}}]`;
};

/**
 * Whether a quoted value ends in `text`. The first suffix of a field, behind a wildcard that begins with a star, is more
 * than itself where its last character has several bytes: event-ruler, which reads from the end, takes the state behind
 * that character's last byte for the star's. {"suffix": "xé"} is then in all that has `x` and any of `À` to `ÿ`.
 * Source: aws/event-ruler ByteMachine#canReuseNextByteState.
 */
export const endingIn = (
  text: string,
  wildcards: readonly (readonly WildcardUnit[])[] = [],
  hasSuffix = false,
): ((quoted: string) => boolean) => {
  const ending = asUtf8(text);
  const last = [...ending].at(-1) ?? '';
  if (hasSuffix || (last.codePointAt(0) ?? 0) < 0x80 || !wildcards.some(([, second]) => second === ANY))
    return (quoted) => quoted.endsWith(`${ending}"`);
  const expression = new RegExp(`${escaped(ending.slice(0, -last.length))}${kin(last)}.*"$`, 'su');
  return (quoted) => expression.test(quoted);
};
