import { describe, expect, it } from 'vitest';
import { published } from './pack.ts';

describe('the manifest of a published package', () => {
  it('leads to compiled files, and lists nothing else', () => {
    const manifest = {
      name: '@carillon/example',
      exports: {
        './one': './src/one.ts',
        './schema.json': './src/schema.json',
        './testing': './src/fixtures/testing.ts',
      },
      bin: { example: 'bin/example.mjs' },
    };
    expect(published(manifest)).toEqual({
      name: '@carillon/example',
      exports: {
        './one': { types: './dist/one.d.ts', default: './dist/one.js' },
        './schema.json': './dist/schema.json',
      },
      bin: { example: 'bin/example.mjs' },
      files: ['dist', 'bin'],
      engines: { node: '>=24' },
    });
  });
});
