/** Escapes are one token, and so is what opens a look-around. */
const token = /\\[\s\S]|\(\?<?[=!]|[\s\S]/gu;
const lookAround = /^\(\?<?[=!]$/;
const edgeOfWord = /^\\[Bb]$/;
const beyond = /^\\[ck1-9]$/;

interface Walk {
  readonly kept: string[];
  /** Open brackets, the outermost first: whether what is within is left out. */
  readonly open: boolean[];
  isClass: boolean;
}

/** Takes one token into what is left; false where nothing can be left of the pattern. */
const take = (walk: Walk, each: string): boolean => {
  const { kept, open } = walk;
  if (walk.isClass && each === '\\b') return false;
  if (walk.isClass) walk.isClass = each !== ']';
  else if (beyond.test(each)) return false;
  else if (each === '[') walk.isClass = true;
  else if (lookAround.test(each)) open.push(true);
  else if (each === '(') open.push(open.at(-1) === true);
  else if (each === ')') return open.pop() === true || kept.push(each) > 0;
  else if (edgeOfWord.test(each)) return true;
  if (open.at(-1) !== true) kept.push(each);
  return true;
};

/**
 * What fast-check can make texts of: the pattern without its look-around and edges of words. Undefined where it refers
 * back, or asks for control letters (fc.stringMatching, fast-check 4).
 */
export const makeable = (pattern: string): string | undefined => {
  const walk: Walk = { kept: [], open: [], isClass: false };
  if (!(pattern.match(token) ?? []).every((each) => take(walk, each))) return undefined;
  const rest = walk.kept.join('');
  return rest === pattern || isPattern(rest) ? rest : undefined;
};

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').unicode;
  } catch {
    return false;
  }
};
