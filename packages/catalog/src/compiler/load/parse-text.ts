import { parseDocument } from 'yaml';
import { type Diagnostic, fault } from '../diagnostic.ts';
import { pointerTokens } from '../pointer.ts';
import { type RepeatedKey, repeatedKey } from './repeated-key.ts';

export interface Parsed {
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
}

export function parseJson(file: string, text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    const repeated = repeatedKey(text, value);
    return { value, faults: repeated === undefined ? [] : [twice(file, text, repeated)] };
  } catch (error) {
    return { value: undefined, faults: [unreadable(file, 'JSON', error instanceof Error ? error.message : 'no JSON')] };
  }
}

export function parseYaml(file: string, text: string): Parsed {
  const document = parseDocument(text);
  // The first error is the cause of most others.
  const faults = document.errors
    .slice(0, 1)
    .map((error) => unreadable(file, 'YAML', error.message.split('\n')[0] ?? ''));
  return { value: faults.length > 0 ? undefined : document.toJS(), faults };
}

function unreadable(file: string, language: string, received: string): Diagnostic {
  return fault('source-parses', file, '', {
    expected: language,
    received,
    fix: `Correct the ${language} of ${file}.`,
  });
}

/** JSON.parse takes the last of them and says nothing. */
function twice(file: string, text: string, { pointer, offset }: RepeatedKey): Diagnostic {
  const lines = text.slice(0, offset).split('\n');
  const key = JSON.stringify(pointerTokens(pointer).at(-1));
  return fault('source-parses', file, pointer, {
    message: 'A key comes once in an object',
    expected: `${key} once`,
    received: `${key} again in line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`,
    fix: 'Keep the one that is meant: of two, only the last would count.',
  });
}
