import { expect, it } from 'vitest';
import { examine } from '../../compiler/examine.ts';
import { hotel } from '../../compiler/fixtures/hotel.ts';
import { subjectFields } from './subject-fields.ts';

it('has the text fields of events with personal data, however deep, and of no others', () => {
  const checked = examine(hotel).value?.checked;
  if (checked === undefined) throw new Error('the fixture has errors');
  const fields = subjectFields(checked);
  const marked = new Set(checked.events.filter(({ phi }) => phi.length > 0).map(({ name }) => name));
  expect(fields.get('personId')?.events).toEqual(['StayBooked']);
  expect(fields.get('stayId')?.admits('v1')).toBe(true);
  expect(fields.get('stayId')?.admits('')).toBe(false);
  expect(fields.get('stayId')?.admits('x'.repeat(201))).toBe(false);
  for (const { events } of fields.values()) for (const event of events) expect(marked).toContain(event);
});
