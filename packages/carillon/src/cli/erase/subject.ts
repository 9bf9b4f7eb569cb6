import type { CheckedCatalog } from '@carillon/catalog/check';
import { isObject } from '@carillon/catalog/json';
import { subjectFields } from '@carillon/catalog/phi';
import type { Erasure, Subject } from '../../erasure.ts';
import { UsageError } from '../command.ts';
import { didYouMean } from '../suggestion.ts';

/** What is looked for: data of the subject, and what the application says refers to it. */
export interface Wanted {
  readonly subject: Subject;
  readonly refersTo: NonNullable<Erasure['refersTo']>;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** What a text holds when it is JSON itself, or JSON in base64, as Firehose keeps a record that it could not deliver. */
const within = (text: string): unknown =>
  /^[[{]/.test(text)
    ? parsed(text)
    : /^e[yw]/.test(text)
      ? parsed(Buffer.from(text, 'base64').toString('utf8'))
      : undefined;

/** A value in plain JSON, or as an attribute of DynamoDB (`{ "S": "..." }`), as records of a table's stream have it. */
const isValue = (value: unknown, text: string): boolean => value === text || (isObject(value) && value.S === text);

/**
 * Whether something holds data of a subject: an event, a stream's record, a message, a file of the application. What
 * refers to a subject is about it, so it is erased with it.
 */
export const concerns = (value: unknown, wanted: Wanted): boolean => {
  const { subject, refersTo } = wanted;
  if (typeof value === 'string') {
    const inner = within(value);
    return refersTo(value, subject) || (inner !== undefined && concerns(inner, wanted));
  }
  if (Array.isArray(value)) return value.some((each) => concerns(each, wanted));
  if (!isObject(value)) return false;
  return (
    isValue(value[subject.field], subject.value) ||
    refersTo(value, subject) ||
    Object.values(value).some((each) => concerns(each, wanted))
  );
};

/** The subject that `--subject <field>=<value>` names, by the catalog's marks. @throws UsageError */
export const subjectOf = (catalog: CheckedCatalog, option: unknown): Subject => {
  const [, field = '', value = ''] = typeof option === 'string' ? (/^([^=]+)=(.*)$/s.exec(option) ?? []) : [];
  const fields = subjectFields(catalog);
  const known = [...fields.keys()].filter((name) => /id$/i.test(name)).toSorted();
  if (field === '')
    throw new UsageError(
      `erase takes --subject <field>=<value>. Ids in events with personal data: ${known.join(', ')}.`,
    );
  const found = fields.get(field);
  if (found === undefined)
    throw new UsageError(
      `No event with personal data (x-phi) has a text field ${field}.${didYouMean(field, known)} Ids in such events: ${known.join(', ')}.`,
    );
  if (found.admits(value)) return { field, value };
  throw new UsageError(
    `${JSON.stringify(value)} cannot be a ${field}: the schemas of ${found.events.join(', ')} exclude it.`,
  );
};
