/**
 * Words that earlier versions of the project used in a meaning of their own, with the field's usual word. None of them is left
 * in an exported name, a line of the command's help or a heading.
 */
export const replaced: Readonly<Record<string, string>> = {
  mend: 'fix',
  told: 'reported, logged or notified',
  teller: 'reporter',
  narrator: 'progress reporter',
  story: 'demo',
  occasion: 'event context or generated case',
  chance: 'random',
  ring: 'fire',
  rung: 'fired',
  rang: 'fired',
  bury: 'move to the dead-letter queue',
  buried: 'moved to the dead-letter queue',
  graveyard: 'dead-letter queue',
  deaf: 'unsubscribe',
  furniture: 'module',
  misfit: 'not assignable',
  kin: 'related',
  waitedinvain: 'timeout',
  runloop: 'command handler',
  saidout: 'schema guard',
  never: 'rule',
  wall: 'import rule',
  floor: 'layer',
  heed: 'follow',
};

/** Words of a text or an identifier, in lower case and without a plural's s. */
export const wordsOf = (text: string): readonly string[] =>
  (text.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? []).map((word) => word.toLowerCase().replace(/(?<=[a-z]{3})s$/, ''));

/** The words of `text` that have been replaced; two words that were one name are found together. */
export const replacedIn = (text: string): readonly string[] => {
  const words = wordsOf(text);
  const pairs = words.map((word, at) => `${word}${words[at + 1] ?? ''}`);
  const triples = words.map((word, at) => `${word}${words[at + 1] ?? ''}${words[at + 2] ?? ''}`);
  return [...new Set([...words, ...pairs, ...triples])].filter((word) => Object.hasOwn(replaced, word));
};
