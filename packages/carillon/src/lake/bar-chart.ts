/** Bars under one heading. */
export interface BarGroup {
  readonly title: string;
  readonly bars: readonly { readonly label: string; readonly value: number }[];
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const WIDTH = 760;
const LABEL = 150;
const VALUE = 60;
const ROW = 18;
const HEAD = 30;

const textAt = (x: number, y: number, attributes: string, text: string): string =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(text)}</text>`;

/** An SVG with a horizontal bar for each value, all groups on one scale. The same input gives the same text. */
export const barChart = (title: string, groups: readonly BarGroup[]): string => {
  const most = Math.max(1, ...groups.flatMap(({ bars }) => bars.map(({ value }) => value)));
  const lines: string[] = [];
  let y = 44;
  for (const group of groups) {
    lines.push(textAt(16, y + 14, 'font-weight="600"', group.title));
    y += HEAD;
    for (const { label, value } of group.bars) {
      const length = Math.max(1, Math.round(((WIDTH - LABEL - VALUE - 32) * value) / most));
      lines.push(textAt(16 + LABEL - 8, y + 13, 'text-anchor="end"', label));
      lines.push(`<rect x="${16 + LABEL}" y="${y + 3}" width="${length}" height="${ROW - 5}" rx="2" fill="#2f6f8f"/>`);
      lines.push(textAt(16 + LABEL + length + 6, y + 13, 'fill="#555"', value.toLocaleString('en-US')));
      y += ROW;
    }
    y += 10;
  }
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}" font-family="system-ui, sans-serif" font-size="12" role="img" aria-label="${escaped(title)}">`;
  const sheet = `<rect width="${WIDTH}" height="${y}" fill="#fff"/>`;
  return `${[head, sheet, textAt(16, 28, 'font-size="15" font-weight="600"', title), ...lines, '</svg>'].join('\n')}\n`;
};
