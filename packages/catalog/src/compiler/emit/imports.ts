import { posix } from 'node:path';

/** The one module outside `generated/` that generated code imports, for its types. */
export const descriptorTypes = '@carillon/runtime/descriptor';

/** Type imports of the generated file at `from`, sorted; `imports` are type names with the schema files that they come from. */
export function typeImports(from: string, imports: ReadonlyMap<string, string>): string {
  const byModule = new Map<string, string[]>();
  for (const [name, file] of imports) {
    const module = moduleOf(file);
    byModule.set(module, [...(byModule.get(module) ?? []), name]);
  }
  return [...byModule]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([module, names]) => `import type { ${names.toSorted().join(', ')} } from '${relativeModule(from, module)}';\n`,
    )
    .join('');
}

/** `catalog/shared/guest.json` -> `shared/guest.ts`; `catalog/stay/stay-booked/v1.json` -> `events/stay/stay-booked.ts`. */
export function moduleOf(schemaFile: string): string {
  const path = schemaFile.replace(/^catalog\//, '');
  return path.startsWith('shared/') ? path.replace(/\.json$/, '.ts') : `events/${path.replace(/\/v\d+\.json$/, '.ts')}`;
}

export function relativeModule(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
