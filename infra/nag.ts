import { newApp, readApplication } from '@carillon/constructs';
import { environmentNames } from '@carillon/constructs/environment';
import { nagReport, nagText } from '@carillon/constructs/nag-report';
import { readSettings } from './settings.ts';
import { addStacks } from './stacks.ts';

// `npm run nag`: every environment, what is open and what was suppressed for which reason. Exit code 1 for open findings.
const root = process.cwd();
const application = await readApplication(root);
for (const name of environmentNames(root)) {
  const app = newApp({ outdir: `.carillon/nag.${name}` });
  addStacks(app, application, readSettings(root, name));
  const report = nagReport(app);
  console.log(nagText(name, report));
  if (report.open.length > 0) process.exitCode = 1;
}
