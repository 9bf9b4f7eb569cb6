import { defineProject, type ProjectConfig } from 'carillon/config';

const config: ProjectConfig = defineProject({
  name: 'healthlake-export',
  demo: 'demo/demo.ts',
  erasure: 'src/erasure.ts',
});
export default config;
