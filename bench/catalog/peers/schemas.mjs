// Reads a folder's schemas; plain JavaScript, as it runs with the bench's own packages.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export const schemaFiles = (root) =>
  readdirSync(join(root, 'catalog'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json') && !path.startsWith('shared/'))
    .map((path) => join(root, 'catalog', path));
