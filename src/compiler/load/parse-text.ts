import { parseDocument } from 'yaml';
import { type Diagnostic, fault } from '../diagnostic.ts';

export interface Parsed {
  readonly value: unknown;
  readonly faults: readonly Diagnostic[];
}

export function parseJson(file: string, text: string): Parsed {
  try {
    return { value: JSON.parse(text), faults: [] };
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
    mend: `Correct the ${language} of ${file}.`,
  });
}
