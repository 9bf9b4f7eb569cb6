import { describe, expect, it } from 'vitest';
import { fixtureEnvironment, fixtureHandler, fixtureListener, fixtureSystem } from '../../../infra/fixture-system.ts';
import { synthesized } from '../../../infra/synthesized.ts';

const system = fixtureSystem();
const command = ['node', 'make.ts', 'bed-counter'];
const { resources, assets } = synthesized(
  {
    ...system,
    listeners: [...system.listeners, fixtureListener('bed-counter')],
    handlers: [...system.handlers, { ...fixtureHandler('consumers/bed-counter'), asset: { command, hash: 'abc' } }],
  },
  fixtureEnvironment(),
);

describe('code that a command makes', () => {
  it('is an asset without a path, and its hash is its name', () => {
    expect(assets.CarillonBus?.abc).toMatchObject({ source: { executable: command } });
    expect(assets.CarillonBus?.abc?.source).not.toHaveProperty('path');
    const made = Object.values(resources).filter(({ Properties }) => Properties.Runtime === 'provided.al2023');
    expect(made.map(({ Properties }) => Properties.Code)).toMatchObject([{ S3Key: 'abc' }]);
  });

  it('is published with the stack of its function, as all code is', () => {
    expect(Object.keys(assets).filter((stack) => 'abc' in (assets[stack] ?? {}))).toEqual(['CarillonBus']);
    const names = Object.values(assets).flatMap((files) => Object.keys(files));
    expect(new Set(names).size).toBe(names.length);
  });
});
