import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({ test: { include: ['{src,infra,demo}/**/*.test.ts'] } });
export default config;
