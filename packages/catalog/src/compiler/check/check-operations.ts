import { type Diagnostic, fault } from '../diagnostic.ts';
import { show, stringAt } from '../json.ts';
import { camelCase, isKebabCase } from '../names.ts';
import type { LoadedCatalog, LoadedOperation } from '../stages.ts';

/** Reserved words ("Keywords and Reserved Words", ECMAScript), modules' and strict mode's among them; a subscription is a constant. */
const reserved: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield`.split(/\s+/),
);

export function checkOperations({ operations, messages }: LoadedCatalog): readonly Diagnostic[] {
  const seen = new Set<string>();
  const constants = new Map(messages.map(({ name }) => [camelCase(name), `the event ${name}`]));
  return operations.flatMap((operation) => {
    const { party, pointer, action, body } = operation;
    const name = `${action} ${party}`;
    const again = seen.has(name);
    seen.add(name);
    return [
      ...(isKebabCase(party) && !again ? constantFaults(operation, constants) : [misnamed(operation, again)]),
      ...(stringAt(body, 'description') ? [] : [undescribed(pointer)]),
    ];
  });
}

function misnamed({ pointer, party, action }: LoadedOperation, again: boolean): Diagnostic {
  return fault('operation-named-kebab', 'asyncapi.yaml', pointer, {
    expected: `one ${action} operation for each party, its key in kebab case (with .send or .receive where a party does both)`,
    received: again ? `a second one of ${party}` : show(party),
    fix: 'Rename the operation, or join the two.',
  });
}

function undescribed(pointer: string): Diagnostic {
  const text = { expected: 'a description', received: 'none', fix: 'Say in one sentence what the party does.' };
  return fault('operation-described', 'asyncapi.yaml', `${pointer}/description`, text);
}

/** What a consumer's subscription is called in generated/subscriptions.ts is called so by nothing else. */
function constantFaults(operation: LoadedOperation, constants: Map<string, string>): readonly Diagnostic[] {
  const { party, pointer, action } = operation;
  if (action !== 'receive') return [];
  const name = camelCase(party);
  const owner = reserved.has(name) ? 'a word of the language' : constants.get(name);
  constants.set(name, owner ?? `the consumer ${party}`);
  if (owner === undefined) return [];
  return [
    fault('operation-named-kebab', 'asyncapi.yaml', pointer, {
      message: `The subscription of ${party} cannot be called ${name}`,
      expected: 'a name that is nothing else in generated/subscriptions.ts',
      received: `${name}, which is ${owner}`,
      fix: 'Give the consumer another name.',
    }),
  ];
}
