import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  judgeChoice,
  judgeHistory,
  judgeInvalidDefinition,
  type RecordedChoice,
  type RecordedHistory,
  type RecordedInvalidDefinition,
} from './conformance.ts';

/** Recordings lie beside the project; they are read there and never copied. */
const FOLDER = resolve(import.meta.dirname, '../../../../../../shared/conformance');

/** What was reached; a score below it is a regression, one above it is to be written here. */
const FLOOR = { choice: 289, status: 229, order: 230, whole: 228, refused: 66, message: 66 };

const read = <T>(name: string): readonly T[] => JSON.parse(readFileSync(resolve(FOLDER, name), 'utf8')) as readonly T[];

describe.skipIf(!existsSync(FOLDER))('recorded on AWS', () => {
  it('choice rules go where they went', async () => {
    let right = 0;
    for (const recorded of read<RecordedChoice>('sfn-choice-operators.json'))
      right += Number(await judgeChoice(recorded));
    expect(right).toBeGreaterThanOrEqual(FLOOR.choice);
  });

  it('histories of machines without tasks are the same: end, order, whole events', async () => {
    const score = { status: 0, order: 0, whole: 0 };
    for (const recorded of read<RecordedHistory>('sfn-histories.json')) {
      if (recorded.kind !== 'pure') continue;
      const { a, b, c } = await judgeHistory(recorded);
      score.status += Number(a);
      score.order += Number(b);
      score.whole += Number(c);
    }
    expect(score.status).toBeGreaterThanOrEqual(FLOOR.status);
    expect(score.order).toBeGreaterThanOrEqual(FLOOR.order);
    expect(score.whole).toBeGreaterThanOrEqual(FLOOR.whole);
  });

  it('invalid definitions are refused, in the same words', () => {
    const verdicts = read<RecordedInvalidDefinition>('sfn-invalid-definitions.json').map(judgeInvalidDefinition);
    expect(verdicts.filter(({ code }) => code).length).toBeGreaterThanOrEqual(FLOOR.refused);
    expect(verdicts.filter(({ message }) => message).length).toBeGreaterThanOrEqual(FLOOR.message);
  });
});
