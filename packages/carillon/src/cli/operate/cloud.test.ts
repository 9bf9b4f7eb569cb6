import { afterEach, describe, expect, it, vi } from 'vitest';
import { projectAt } from '../../project.ts';
import { cloudOf } from './cloud.ts';

const project = projectAt('/nowhere', { name: 'orders', stackPrefix: 'Orders' });

afterEach(() => vi.unstubAllEnvs());

describe('where the commands look', () => {
  it('is the address that npm start prints when nothing is said', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', undefined);
    expect(cloudOf({}, project).where).toBe('http://127.0.0.1:4747');
  });

  it('is that of AWS_ENDPOINT_URL, as for every client', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:5000');
    expect(cloudOf({}, project).where).toBe('http://127.0.0.1:5000');
    expect(cloudOf({ endpoint: 'http://127.0.0.1:6000' }, project).where).toBe('http://127.0.0.1:6000');
    vi.stubEnv('AWS_ENDPOINT_URL', 'nowhere');
    expect(() => cloudOf({}, project)).toThrow('AWS_ENDPOINT_URL');
  });

  it('is no account while AWS_ENDPOINT_URL leads to this machine', () => {
    vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:5000');
    expect(() => cloudOf({ profile: 'prod' }, project)).toThrow('unset it');
    vi.stubEnv('AWS_ENDPOINT_URL', undefined);
    expect(cloudOf({ profile: 'prod', region: 'eu-west-2' }, project).where).toBe('prod in eu-west-2');
  });

  it('is among the stacks that the configuration names, or --prefix', () => {
    expect(cloudOf({}, project).prefix).toBe('Orders');
    expect(cloudOf({ prefix: 'Other' }, project).prefix).toBe('Other');
  });
});
