import { defineProject, type ProjectConfig } from 'carillon/config';

const config: ProjectConfig = defineProject({ name: 'orders', demo: 'demo/demo.ts', stackPrefix: 'Orders' });
export default config;
