import { type Diagnostic, fault } from '../diagnostic.ts';
import { type JsonObject, show, stringAt } from '../json.ts';
import type { LoadedCatalog } from '../stages.ts';

export function checkOwners({ schemas, operations }: LoadedCatalog): readonly Diagnostic[] {
  const events = [...schemas.values()].filter(({ place, schema }) => place.kind === 'event' && isUnowned(schema));
  const unowned = [
    ...events.map(({ file, schema }) => ({ file, pointer: '', body: schema })),
    ...operations
      .filter(({ body }) => isUnowned(body))
      .map(({ pointer, body }) => ({ file: 'asyncapi.yaml', pointer, body })),
  ];
  return unowned.map(({ file, pointer, body }) =>
    fault('owner-set', file, `${pointer}/x-owner`, {
      expected: 'x-owner: <team>',
      received: show(body['x-owner']),
      fix: 'Name the team that is asked when this changes or breaks.',
    }),
  );
}

const isUnowned = (body: JsonObject): boolean => !stringAt(body, 'x-owner');
