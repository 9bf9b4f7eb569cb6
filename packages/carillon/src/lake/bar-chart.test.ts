import { expect, it } from 'vitest';
import { barChart } from './bar-chart.ts';

it('a chart has a bar for each value, to one scale, and no text of it is markup', () => {
  const chart = barChart('A & B', [
    { title: 'shop <1>', bars: [{ label: 'Orders', value: 50 }] },
    {
      title: 'shop 2',
      bars: [
        { label: 'Returns', value: 100 },
        { label: 'None', value: 0 },
      ],
    },
  ]);
  const lengths = [...chart.matchAll(/<rect x="166".* width="(\d+)"/g)].map(([, width]) => Number(width));
  expect(lengths).toEqual([259, 518, 1]);
  expect(chart).toContain('A &amp; B');
  expect(chart).toContain('shop &lt;1&gt;');
  expect(chart).not.toContain('<1>');
});
