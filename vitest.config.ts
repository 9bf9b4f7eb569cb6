import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['{src,packages,infra,tests,release,examples}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/cdk.out/**', 'tests/long/**', 'packages/carillon/{templates,fixtures}/**'],
    pool: 'forks',
    // The default leaves one core to others: on two cores that is half of the machine.
    maxWorkers: '100%',
    // Ends a test that hangs; not a limit of speed, which a slower machine would exceed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
export default config;
