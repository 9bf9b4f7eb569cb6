import { defineProject, type ProjectConfig } from 'carillon/config';

const config: ProjectConfig = defineProject({ name: 'healthlake-export' });
export default config;
