import { writeFileSync } from 'node:fs';
import { newApp, permissionReport, readApplication } from '@carillon/constructs';
import { readSettings } from './settings.ts';
import { addStacks } from './stacks.ts';

// `npm run permissions`: writes infra/permissions.md, everything that each role of prod may do, as it is reviewed.
const root = process.cwd();
const app = newApp({ outdir: '.carillon/permissions' });
addStacks(app, await readApplication(root), readSettings(root, 'prod'));
writeFileSync(
  'infra/permissions.md',
  `# What each role may do\n\nWritten by \`npm run permissions\`.\n\n${permissionReport(app)}`,
);
