import { pointerTo } from '../../compiler/pointer.ts';

/** Asked of any object by the language or by a library, and no field of an event. */
const UNASKED: ReadonlySet<string> = new Set(['then', 'toJSON', ...Object.getOwnPropertyNames(Object.prototype)]);

const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * The same value, which notes by its JSON pointer each field that is looked at, also one that is absent. Items of an
 * array are noted as `*`, and its length as the array itself.
 */
export const recording = <Value>(value: Value, note: (pointer: string) => void, pointer = ''): Value => {
  if (typeof value !== 'object' || value === null) return value;
  const list = Array.isArray(value);
  return new Proxy(value, {
    get(target, key, receiver) {
      const found: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return found;
      if (list && !INDEX.test(key)) {
        if (key === 'length') note(pointer);
        return found;
      }
      if (UNASKED.has(key) && !Object.hasOwn(target, key)) return found;
      const place = pointerTo(pointer, list ? '*' : key);
      note(place);
      return recording(found, note, place);
    },
    has(target, key) {
      if (typeof key === 'string' && !list) note(pointerTo(pointer, key));
      return Reflect.has(target, key);
    },
  });
};
