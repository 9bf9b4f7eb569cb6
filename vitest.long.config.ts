import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** Journeys over the whole system: minutes, one after another. */
const config: ViteUserConfig = defineConfig({
  test: {
    include: ['tests/long/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    // End what hangs; not limits of speed.
    testTimeout: 900_000,
    hookTimeout: 900_000,
  },
});
export default config;
