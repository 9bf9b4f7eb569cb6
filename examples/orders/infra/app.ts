import { synthesize } from '@carillon/constructs/synthesize';

await synthesize(() => import('./stacks.ts'));
