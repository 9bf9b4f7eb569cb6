import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Journeys over the whole system: minutes, one after another. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
});
export default config;
