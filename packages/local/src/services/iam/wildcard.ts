export type Match = (text: string) => boolean;

const escaped = (text: string): string => text.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&');

/** `*` is any run of characters, colons and slashes included, and `?` any one (IAM User Guide, "Resource"). */
export const wildcard = (pattern: string): Match => {
  if (pattern === '*') return () => true;
  if (!/[*?]/.test(pattern)) return (text) => text === pattern;
  const expression = new RegExp(`^${escaped(pattern).replaceAll(/\*+/g, '.*').replaceAll('?', '.')}$`, 's');
  return (text) => expression.test(text);
};

/** An ARN's six parts are matched one by one: a `*` in one part does not reach into the next (ArnLike). */
export const arnWildcard = (pattern: string): Match => {
  const split = (arn: string): readonly string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const parts = split(pattern).map(wildcard);
  return (arn) => arn.startsWith('arn:') && split(arn).every((part, index) => parts[index]?.(part) === true);
};
