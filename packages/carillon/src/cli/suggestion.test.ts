import { describe, expect, it } from 'vitest';
import { didYouMean } from './suggestion.ts';

describe('didYouMean', () => {
  const known = ['start', 'catalog', 'consumer', 'contracts', 'runs', 'dlq'];

  it.each([
    ['rns', 'runs'],
    ['catlaog', 'catalog'],
    ['consumers', 'consumer'],
    ['Contract', 'contracts'],
    ['dqL', 'dlq'],
  ])('%s: %s', (word, meant) => {
    expect(didYouMean(word, known)).toBe(` Did you mean ${meant}?`);
  });

  it.each(['deploy', 'x', ''])('has nothing for %j', (word) => {
    expect(didYouMean(word, known)).toBe('');
  });
});
