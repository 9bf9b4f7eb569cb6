import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { projectAt } from '../../project.ts';
import { demoSteps } from './demo-steps.ts';
import { fixtureSystem } from './fixture-system.ts';
import { demoContext, demoOptions, loadDemo } from './load-demo.ts';
import { terminalOn } from './terminal.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'carillon-demo-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const withDemo = (text: string): ReturnType<typeof projectAt> => {
  writeFileSync(join(root, 'demo.ts'), text);
  return projectAt(root, { name: 'orders', demo: 'demo.ts' });
};

describe('the demo of a project', () => {
  it('is what its configuration names, and adds its options to the command', async () => {
    const project = withDemo("export const demo = { options: { orders: { value: '<n>', help: 'How many.' } } };");
    expect(await loadDemo(project)).toEqual({ options: { orders: { value: '<n>', help: 'How many.' } } });
    expect(Object.keys(await demoOptions(project))).toEqual(['orders']);
  });

  it('is none where none is named', async () => {
    const project = projectAt(root, { name: 'orders' });
    expect([await loadDemo(project), await demoOptions(project)]).toEqual([undefined, {}]);
  });

  it.each([
    ['export const story = {};', 'has no export demo'],
    ["import 'a-package-that-is-not-installed';", 'cannot be loaded'],
  ])('is refused when the module is %s', async (text, message) => {
    await expect(loadDemo(withDemo(text))).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: expect.stringContaining(message),
    });
  });
});

describe('what a demo is given', () => {
  it('reads outputs and counts, prints at cloud time and keeps its steps', () => {
    const fixture = fixtureSystem([]);
    fixture.metered.push({ service: 'execute-api', action: 'MessageSent', kind: '', count: 3 });
    const written: string[] = [];
    const setting = {
      terminal: terminalOn({ stream: { write: (text) => written.push(text) }, colour: false }),
      steps: demoSteps(root),
      options: {},
      readRuns: async () => [],
      patience: { withinMs: 1, signal: new AbortController().signal },
    };
    const context = demoContext(fixture.system, setting);
    expect([context.output('OrderTableName'), context.count('execute-api', 'MessageSent')]).toEqual(['orders-1', 3]);
    expect(() => context.output('Nothing')).toThrow('no output Nothing');
    context.report('an order is placed');
    context.warn('it is not paid');
    expect(written).toEqual(['20:00:00 ✎ an order is placed\n', '20:00:00 ✗ it is not paid\n']);
    context.keep({ placed: 1 });
    context.keep({ paid: true });
    expect([context.steps(), demoSteps(root).read()]).toEqual([
      { placed: 1, paid: true },
      { placed: 1, paid: true },
    ]);
    fixture.remove();
  });
});
