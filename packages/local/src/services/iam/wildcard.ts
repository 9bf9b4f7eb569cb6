import { glob, type Match } from '../../patterns/wildcard.ts';

/** An ARN's six parts are matched one by one: a `*` in one part does not reach into the next (ArnLike). */
export const arnWildcard = (pattern: string): Match => {
  const split = (arn: string): readonly string[] => {
    const parts = arn.split(':');
    return [...parts.slice(0, 5), parts.slice(5).join(':')];
  };
  const parts = split(pattern).map(glob);
  return (arn) => arn.startsWith('arn:') && split(arn).every((part, index) => parts[index]?.(part) === true);
};
