import { beforeEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../kernel/errors.ts';
import { openJournal } from '../kernel/journal.ts';
import type { JsonObject } from '../kernel/json.ts';
import { executed } from '../kernel/property-rules.ts';
import type { ResourceType } from '../kernel/service.ts';
import { type DeployOptions, deploy, RestartNeededError, TemplateRefusedError } from './deploy.ts';
import { update } from './update.ts';

/** What stands, as a service would hold it in memory: name -> size. */
const standing = new Map<string, unknown>();
let calls: string[] = [];

const box: ResourceType = {
  properties: { Name: executed, Size: executed },
  whileRunning: true,
  declare({ logicalId, properties, physicalName }) {
    if (properties.Size === 'bad') throw new RefusedError('/Size', 'bad', 'Choose another.');
    const ref = String(properties.Name ?? physicalName(30));
    calls.push(`declare ${logicalId}`);
    standing.set(ref, properties.Size);
    return { ref, attributes: { Arn: `arn:box:${ref}` } };
  },
  remove(ref) {
    calls.push(`remove ${ref}`);
    standing.delete(ref);
  },
};
const { whileRunning: _, ...rock } = box;
const types = new Map<string, ResourceType>([
  ['Test::Box', box],
  ['Test::Rock', rock],
]);

const stacks = (resources: JsonObject) => [{ name: 'S', template: { Resources: resources } }];
const named = (Name: string, more: JsonObject = {}): JsonObject => ({
  Type: 'Test::Box',
  Properties: { Name, ...more },
});

let options: DeployOptions;
beforeEach(() => {
  standing.clear();
  calls = [];
  options = { journal: openJournal(), types, pseudo: {} };
});

const before: JsonObject = {
  A: named('a'),
  Old: named('old'),
  Rock: { Type: 'Test::Rock', Properties: { Name: 'rock' } },
};
const updated = (after: JsonObject) => {
  const deployment = deploy(stacks(before), options);
  calls = [];
  return update(stacks(before), stacks(after), deployment, options);
};

describe('an update while the cloud runs', () => {
  it('adds, changes and removes, and leaves alone what is the same', () => {
    const { Old: _old, ...rest } = before;
    const { changes, deployment } = updated({ ...rest, A: named('a', { Size: 2 }), New: named('new') });
    expect(changes).toEqual({ added: ['S/New'], changed: ['S/A'], removed: ['S/Old'] });
    expect(calls).toEqual(['declare A', 'declare New', 'remove old']);
    expect(deployment.resources.map(({ logicalId }) => logicalId)).toEqual(['A', 'Rock', 'New']);
  });

  it('declares anew what refers to a resource that has become another', () => {
    const referring: JsonObject = { ...before, B: named('b', { Size: { 'Fn::GetAtt': ['A', 'Arn'] } }) };
    const deployment = deploy(stacks(referring), options);
    calls = [];
    update(stacks(referring), stacks({ ...referring, A: named('another') }), deployment, options);
    expect(calls).toEqual(['declare A', 'declare B', 'remove a']);
    expect(standing.get('b')).toBe('arn:box:another');
  });

  it('is no change where nothing differs', () => {
    expect(updated(structuredClone(before)).changes).toEqual({ added: [], changed: [], removed: [] });
    expect(calls).toEqual([]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'changed',
      { ...before, Rock: { Type: 'Test::Rock', Properties: { Name: 'rock', Size: 1 } } },
      'S/Rock (Test::Rock)',
    ],
    ['added', { ...before, Stone: { Type: 'Test::Rock' }, New: named('new') }, 'S/Stone (Test::Rock)'],
    ['removed', { A: named('a') }, 'S/Rock (Test::Rock)'],
    ['of another type', { ...before, Rock: named('rock') }, 'S/Rock (Test::Box)'],
  ])('does nothing and asks for a restart where a fixed type is %s', (_name, after, resource) => {
    expect(() => updated(after)).toThrow(RestartNeededError);
    expect(() => updated(after)).toThrow(resource);
    expect(calls).toEqual([]);
  });

  it('asks for a restart where a fixed type refers to what has become another, and puts all back', () => {
    const referring: JsonObject = {
      ...before,
      Z: { Type: 'Test::Rock', Properties: { Name: 'z', Size: { Ref: 'A' } } },
    };
    const deployment = deploy(stacks(referring), options);
    const stood = new Map(standing);
    const after = { ...referring, A: named('another'), New: named('new') };
    expect(() => update(stacks(referring), stacks(after), deployment, options)).toThrow(RestartNeededError);
    expect(new Map(standing)).toEqual(stood);
    expect(update(stacks(referring), stacks(referring), deployment, options).changes.changed).toEqual([]);
  });

  it('puts all back where a service refuses in the middle', () => {
    const stood = (): unknown => [...standing].sort();
    const deployment = deploy(stacks(before), options);
    const was = stood();
    const after = { ...before, A: named('a', { Size: 2 }), New: named('new'), Z: named('z', { Size: 'bad' }) };
    expect(() => update(stacks(before), stacks(after), deployment, options)).toThrow(TemplateRefusedError);
    expect(stood()).toEqual(was);
    // What was rolled back is not taken for an orphan later.
    calls = [];
    update(stacks(before), stacks(before), deployment, options);
    expect(calls).toEqual([]);
  });
});
