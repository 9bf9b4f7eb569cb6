import { join } from 'node:path';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { locateAll } from '../load/locate.ts';
import { pointerTo } from '../pointer.ts';
import type { CatalogSource } from '../stages.ts';

/**
 * The AsyncAPI parser's verdict on the document. It takes about half a second and 10 ms for each message, and more than
 * linear time on schemas that share much (asyncapi/parser-js#1230), so it is asked for by `--verify` and in the tests only.
 */
export async function verifyDocument(root: string, source: CatalogSource): Promise<readonly Diagnostic[]> {
  const { Parser } = await import('@asyncapi/parser');
  const file = 'asyncapi.yaml';
  const { diagnostics } = await new Parser().parse(source.files.get(file) ?? '', { source: join(root, file) });
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  const faults = errors.map(({ code, message, path }) =>
    fault('document-valid', file, pointerTo('', ...path), {
      message,
      expected: 'a document that the AsyncAPI parser accepts',
      received: String(code),
      fix: 'See the AsyncAPI 3 specification for the object at this place.',
    }),
  );
  return locateAll(source, faults);
}
