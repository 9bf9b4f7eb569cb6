import type { Diagnostic } from '@carillon/catalog/diagnostic';
import { pointerTo } from '@carillon/catalog/pointer';
import type { Subscriber } from './subscribe.ts';

/** A fault of the pattern that was given is placed in `--where`: the line that it had was never written. */
export const atOption = (
  diagnostics: readonly Diagnostic[],
  { name, where = {} }: Subscriber,
): readonly Diagnostic[] => {
  const pattern = pointerTo('/operations', name, 'x-eventbridge', 'pattern');
  const given = Object.keys(where).map((key) => pointerTo('', key));
  return diagnostics.map((diagnostic) => {
    const { file, pointer } = diagnostic.at;
    const within = pointer.slice(pattern.length);
    const isGiven = given.some((key) => within === key || within.startsWith(`${key}/`));
    return file === 'asyncapi.yaml' && pointer.startsWith(`${pattern}/`) && isGiven
      ? { ...diagnostic, at: { file: '--where', pointer: within } }
      : diagnostic;
  });
};
