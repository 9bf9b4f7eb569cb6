/** JSON pointers as RFC 6901 writes them. */

const escapeToken = (token: string): string =>
  token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
const unescapeToken = (token: string): string =>
  token.includes('~') ? token.replaceAll('~1', '/').replaceAll('~0', '~') : token;

/** `pointer` and then `tokens`: `pointerTo('/a', 'b/c', 0)` is `/a/b~1c/0`. */
export function pointerTo(pointer: string, ...tokens: readonly (string | number)[]): string {
  let path = pointer;
  for (const token of tokens) path += `/${typeof token === 'number' ? token : escapeToken(token)}`;
  return path;
}

/** The reference tokens of a JSON pointer, unescaped. */
export function pointerTokens(pointer: string): readonly string[] {
  return pointer === '' ? [] : pointer.slice(1).split('/').map(unescapeToken);
}

/** The value that a JSON pointer leads to; undefined where it leads nowhere. */
export function valueAt(value: unknown, pointer: string): unknown {
  let here = value;
  for (const token of pointerTokens(pointer)) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, token)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[token];
  }
  return here;
}
