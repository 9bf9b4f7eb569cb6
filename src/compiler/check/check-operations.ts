import { type Diagnostic, fault } from '../diagnostic.ts';
import { show, stringAt } from '../json.ts';
import { isKebabCase } from '../names.ts';
import type { LoadedCatalog, LoadedOperation } from '../stages.ts';

export function checkOperations({ operations }: LoadedCatalog): readonly Diagnostic[] {
  const seen = new Set<string>();
  return operations.flatMap((operation) => {
    const { party, pointer, action, body } = operation;
    const name = `${action} ${party}`;
    const again = seen.has(name);
    seen.add(name);
    return [
      ...(isKebabCase(party) && !again ? [] : [misnamed(operation, again)]),
      ...(stringAt(body, 'description') ? [] : [undescribed(pointer)]),
    ];
  });
}

function misnamed({ pointer, party, action }: LoadedOperation, again: boolean): Diagnostic {
  return fault('operation-named-kebab', 'asyncapi.yaml', pointer, {
    expected: `one ${action} operation for each party, its key in kebab case (with .send or .receive where a party does both)`,
    received: again ? `a second one of ${party}` : show(party),
    mend: 'Rename the operation, or join the two.',
  });
}

function undescribed(pointer: string): Diagnostic {
  const text = { expected: 'a description', received: 'none', mend: 'Say in one sentence what the party does.' };
  return fault('operation-described', 'asyncapi.yaml', `${pointer}/description`, text);
}
