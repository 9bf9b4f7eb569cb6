import { expect, it } from 'vitest';
import { compile } from '../compile.ts';
import { edited, hotel } from '../fixtures/hotel.ts';

it('tells infrastructure and types which workflow an event starts', async () => {
  const pattern = { source: ['hotel.stay'], 'detail-type': ['StayBooked'] };
  const value = { target: { workflow: 'reminder' }, pattern };
  const { value: emission } = await compile(
    edited(hotel, [{ file: 'asyncapi.yaml', at: '/operations/reminder/x-eventbridge', value }]),
  );
  const { consumers } = JSON.parse(emission?.files.get('catalog.json') ?? '');
  const [reminder] = consumers.filter(({ name }: { readonly name: string }) => name === 'reminder');
  expect(reminder).toMatchObject({ pattern, delivery: { kind: 'workflow', workflow: 'reminder' } });
  expect(emission?.files.get('subscriptions.ts')).toContain("delivery: { kind: 'workflow', workflow: 'reminder' }");
});
