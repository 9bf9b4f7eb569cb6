import { describe, expect, it } from 'vitest';
import { RefusedError } from '../kernel/errors.ts';
import { openJournal } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json.ts';
import { executed, list, object, oneOf } from '../kernel/property-rules.ts';
import type { ResourceType } from '../kernel/service.ts';
import { deploy, TemplateRefusedError } from './deploy.ts';

const made: string[] = [];
const removed: string[] = [];
const box: ResourceType = {
  properties: { Name: executed, Size: oneOf('S', 'L'), Inside: list(object({ Of: executed })) },
  declare({ logicalId, properties, physicalName }) {
    if (properties.Name === 'bad') throw new RefusedError('/Name', 'bad', 'Choose another name.');
    made.push(logicalId);
    return { ref: String(properties.Name ?? physicalName(30)), attributes: { Arn: `arn:box:${logicalId}` } };
  },
  remove: (ref) => void removed.push(ref),
};
const types = new Map([['Test::Box', box]]);
const run = (resources: JsonObject, journal = openJournal()): ReturnType<typeof deploy> =>
  deploy(
    [
      {
        name: 'S',
        template: {
          Resources: resources,
          Outputs: { A: { Value: { 'Fn::GetAtt': ['A', 'Arn'] }, Export: { Name: 'S:A' } } },
        },
      },
    ],
    {
      journal,
      types,
      pseudo: {},
    },
  );
const refusalsOf = (resources: JsonObject): readonly unknown[] => {
  try {
    run(resources);
    return [];
  } catch (error) {
    return error instanceof TemplateRefusedError ? error.refusals : [error];
  }
};

describe('deploying a template', () => {
  it('makes what is referred to first, whatever the order of the text', () => {
    made.length = 0;
    const { outputs, resources } = run({
      B: { Type: 'Test::Box', Properties: { Name: { 'Fn::GetAtt': ['A', 'Arn'] } } },
      A: { Type: 'Test::Box', DependsOn: 'C' },
      C: { Type: 'Test::Box' },
    });
    expect(made).toEqual(['C', 'A', 'B']);
    expect(resources.find((each) => each.logicalId === 'B')?.ref).toBe('arn:box:A');
    expect(outputs.get('S.A')).toBe('arn:box:A');
  });

  it('reports every refusal together, with logical id, path and mend, and makes nothing', () => {
    made.length = 0;
    const refusals = refusalsOf({
      A: { Type: 'Test::Box', Properties: { Size: 'XXL', Colour: 'red', Inside: [{ Of: 1, By: 2 }] } },
      B: { Type: 'Test::Unknown' },
      C: { Type: 'Test::Box', UpdatePolicy: {} },
    });
    expect(refusals).toMatchObject([
      { code: 'VALUE', logicalId: 'A', path: '/Size' },
      { code: 'PROPERTY', logicalId: 'A', path: '/Colour' },
      { code: 'PROPERTY', logicalId: 'A', path: '/Inside/0/By' },
      { code: 'RESOURCE_TYPE', logicalId: 'B', received: 'Test::Unknown' },
      { code: 'PROPERTY', logicalId: 'C', path: '@UpdatePolicy' },
    ]);
    expect(made).toEqual([]);
  });

  it('refuses a circle and what only the service can judge', () => {
    const circle = { A: { Type: 'Test::Box', DependsOn: 'B' }, B: { Type: 'Test::Box', DependsOn: ['A'] } };
    expect(refusalsOf(circle)).toMatchObject([{ code: 'REFERENCE', received: 'A -> B -> A' }]);
    expect(refusalsOf({ A: { Type: 'Test::Box', Properties: { Name: 'bad' } } })).toMatchObject([
      { code: 'DEFINITION', logicalId: 'A', path: '/Name', mend: 'Choose another name.' },
    ]);
  });

  it('takes away what a newer template no longer has', () => {
    const journal = openJournal();
    run({ A: { Type: 'Test::Box' }, Old: { Type: 'Test::Box', Properties: { Name: 'old' } } }, journal);
    run({ A: { Type: 'Test::Box' } }, journal);
    expect(removed).toEqual(['old']);
  });

  it('keeps what is named by an address of this cloud when the port is another', () => {
    const journal = openJournal();
    removed.length = 0;
    for (const port of [40_001, 40_002])
      run({ A: { Type: 'Test::Box', Properties: { Name: `http://127.0.0.1:${port}/000000000000/q` } } }, journal);
    expect(removed).toEqual([]);
    run({ A: { Type: 'Test::Box', Properties: { Name: 'http://127.0.0.1:40002/000000000000/other' } } }, journal);
    expect(removed).toEqual(['/000000000000/q']);
  });
});
