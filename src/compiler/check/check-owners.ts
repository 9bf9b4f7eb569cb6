import { type Diagnostic, fault } from '../diagnostic.ts';
import { show, stringAt } from '../json.ts';
import type { LoadedCatalog } from '../stages.ts';

export function checkOwners({ schemas, operations }: LoadedCatalog): readonly Diagnostic[] {
  const owned = [
    ...[...schemas.values()]
      .filter(({ place }) => place.kind === 'event')
      .map(({ file, schema }) => ({ file, pointer: '', body: schema })),
    ...operations.map(({ pointer, body }) => ({ file: 'asyncapi.yaml', pointer, body })),
  ];
  return owned
    .filter(({ body }) => !stringAt(body, 'x-owner'))
    .map(({ file, pointer, body }) =>
      fault('owner-set', file, `${pointer}/x-owner`, {
        expected: 'x-owner: <team>',
        received: show(body['x-owner']),
        mend: 'Name the team that is asked when this changes or breaks.',
      }),
    );
}
