// Modelina's TypeScript generator over each event's schema; it reads no other file, so references are put in first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { TypeScriptGenerator } from '@asyncapi/modelina';
import { schemaFiles } from './schemas.mjs';

const inlined = (value, file) => {
  if (Array.isArray(value)) return value.map((item) => inlined(item, file));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value.$ref === 'string') {
    const target = join(dirname(file), value.$ref);
    return inlined(JSON.parse(readFileSync(target, 'utf8')), target);
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inlined(item, file)]));
};

const root = process.argv[2] ?? '.';
const generator = new TypeScriptGenerator({ modelType: 'interface' });
for (const file of schemaFiles(root)) {
  const { examples: _, ...schema } = JSON.parse(readFileSync(file, 'utf8'));
  const models = await generator.generate(inlined({ ...schema, $id: schema.title }, file));
  const out = join(root, '.peers/models', `${relative(join(root, 'catalog'), file)}.ts`);
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, models.map(({ result }) => result).join('\n'));
}
