import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['{src,infra,tests}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/cdk.out/**', 'tests/long/**'],
    pool: 'forks',
    testTimeout: 20_000,
  },
});
export default config;
