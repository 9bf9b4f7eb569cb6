import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { summarize } from './summarize.ts';

const file = new URL('../../../catalog/sample/sample-happened/v1.json', import.meta.url);
const schema = JSON.parse(readFileSync(file, 'utf8'));

describe('summarize', () => {
  it('names the event and leaves its data out', () => {
    const [detail] = schema.examples;
    const { id, correlationId } = detail.metadata;
    const event = JSON.parse(JSON.stringify({ 'detail-type': 'SampleHappened', detail }));
    expect(summarize(event)).toEqual({ name: 'SampleHappened', eventId: id, correlationId });
  });
});
