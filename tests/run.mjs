// All of `npm test`, in the order that finds a mistake soonest; each step says how long it took.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const bin = (name) => resolve('node_modules/.bin', name);
const steps = [
  ['generated code is fresh', process.execPath, ['packages/catalog/src/compiler/main.ts', '--check']],
  ['types', bin('tsc'), []],
  ['types of the page', bin('tsc'), ['-p', 'packages/carillon/src/console/page']],
  ['format and lint', bin('biome'), ['check', '.']],
  [
    'import rules',
    bin('depcruise'),
    [
      '--config',
      '.dependency-cruiser.cjs',
      'src',
      'packages',
      'generated',
      'infra',
      'tests',
      'bench',
      'demo',
      'examples',
    ],
  ],
  ['dead code', bin('knip'), []],
  ['API reference is fresh', process.execPath, ['release/api-report.ts', '--check']],
  ['tests', bin('vitest'), ['run']],
];

let failed = 0;
for (const [what, command, args] of steps) {
  const start = performance.now();
  console.log(`\n── ${what}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  console.log(`── ${what}: ${status === 0 ? 'ok' : 'FAILED'}, ${((performance.now() - start) / 1000).toFixed(1)} s`);
  if (status !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
