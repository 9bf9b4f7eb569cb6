import type { Extension, Patient } from '@medplum/fhirtypes';

/**
 * Which event about a subject (`patient`, or `address/<id>`, also after its removal) the resource shows. A queue keeps
 * no order and may deliver twice: an older event must not overwrite what a newer one has said.
 *
 *     extension: urn:carillon:applied { subject, at, event, event... }
 *
 * Events of one instant are all listed: DynamoDB tells the time of a change to the second.
 */
const URL = 'urn:carillon:applied';

export interface Mark {
  readonly subject: string;
  /** RFC 3339, UTC, milliseconds, so that text compares as time. */
  readonly at: string;
  readonly event: string;
}

const parts = ({ extension = [] }: Extension, url: string): readonly Extension[] =>
  extension.filter((part) => part.url === url);

const markOf = ({ extension = [] }: Patient, subject: string): Extension | undefined =>
  extension.find((each) => each.url === URL && parts(each, 'subject')[0]?.valueString === subject);

const atOf = (mark: Extension): string => parts(mark, 'at')[0]?.valueInstant ?? '';

/** Has this event been applied, or a newer one about the same subject? */
export const isApplied = (patient: Patient, { subject, at, event }: Mark): boolean => {
  const mark = markOf(patient, subject);
  if (mark === undefined || atOf(mark) < at) return false;
  return atOf(mark) > at || parts(mark, 'event').some(({ valueString }) => valueString === event);
};

export const withApplied = (patient: Patient, { subject, at, event }: Mark): Patient => {
  const mark = markOf(patient, subject);
  const sameInstant = mark !== undefined && atOf(mark) === at ? parts(mark, 'event') : [];
  const next: Extension = {
    url: URL,
    extension: [
      { url: 'subject', valueString: subject },
      { url: 'at', valueInstant: at },
      ...sameInstant,
      { url: 'event', valueString: event },
    ],
  };
  return { ...patient, extension: [...(patient.extension ?? []).filter((each) => each !== mark), next] };
};
