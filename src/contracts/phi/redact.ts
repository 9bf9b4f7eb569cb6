import type { EventDescriptor } from '../../../generated/descriptor.ts';
import { isObject } from '../../compiler/json.ts';
import { pointerTokens } from '../../compiler/pointer.ts';

/** What stands in the place of what identifies a person. */
export const REDACTED = '[redacted]';

const without = (value: unknown, [token, ...rest]: readonly string[]): unknown => {
  if (token === undefined) return REDACTED;
  if (Array.isArray(value))
    return value.map((item, index) => (token === '*' || token === String(index) ? without(item, rest) : item));
  if (!isObject(value) || !Object.hasOwn(value, token)) return value;
  return { ...value, [token]: without(value[token], rest) };
};

/** A detail as it may be shown: each place that the catalog marks `x-phi` holds {@link REDACTED}, the rest is as it was. */
export const redacted = ({ phi }: Pick<EventDescriptor<string, unknown>, 'phi'>, detail: unknown): unknown =>
  phi.reduce((shown, pointer) => without(shown, pointerTokens(pointer)), detail);
