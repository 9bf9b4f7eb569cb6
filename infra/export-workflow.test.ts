import { describe, expect, it } from 'vitest';
import { placeholders, substitutionsFor } from './export-workflow.ts';

const name = (text: string): string => `$\{${text}}`;

describe('placeholders of a definition', () => {
  it('are found once each', () => {
    expect(placeholders(`${name('B')} {% $states.input %} ${name('A')} ${name('B')}`)).toEqual(['A', 'B']);
  });

  it('get what the stack offers, and nothing that they do not ask for', () => {
    expect(substitutionsFor(name('A'), { A: 'a', B: 'b' })).toEqual({ A: 'a' });
  });

  it('that nothing stands for are named, with what there is', () => {
    expect(() => substitutionsFor(name('Begn'), { Begin: 'x' })).toThrow('asks for Begn; the stack knows Begin');
  });
});
