import type { FhirResource } from '../../demo/fhir-resources.ts';

/** As much of a FHIR Patient as names a person (Patient.name, .address, .telecom, .identifier). */
interface Person {
  readonly name?: readonly { readonly family?: string; readonly text?: string }[];
  readonly address?: readonly { readonly line?: readonly string[]; readonly text?: string }[];
  readonly telecom?: readonly { readonly value?: string }[];
  readonly identifier?: readonly { readonly value?: string }[];
}

/** Shorter ones occur by chance in ids, base64 and code. */
const TELLING = 7;

/** The texts by which somebody could be recognized: names, addresses, numbers of every Patient. */
export const personalMarks = (resources: readonly FhirResource[]): readonly string[] => {
  const people = resources.filter(({ resourceType }) => resourceType === 'Patient') as readonly (FhirResource &
    Person)[];
  const texts = people.flatMap(({ name = [], address = [], telecom = [], identifier = [] }) => [
    ...name.flatMap(({ family, text }) => [family, text]),
    ...address.flatMap(({ line = [], text }) => [...line, text]),
    ...telecom.map(({ value }) => value),
    ...identifier.map(({ value }) => value),
  ]);
  const long = texts.filter((text) => text !== undefined && text.length >= TELLING) as readonly string[];
  return [...new Set(long)];
};

/** A signed JWT: header and payload are base64url of `{"` (RFC 7519, section 3). */
export const TOKEN: RegExp = /eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/;

/** Which marks are in a text, as they are and in base64 at each of its three alignments. */
export const marksIn = (text: string, marks: readonly string[]): readonly string[] =>
  marks.filter((mark) => formsOf(mark).some((form) => text.includes(form)));

const forms = new Map<string, readonly string[]>();

const formsOf = (mark: string): readonly string[] => {
  const known = forms.get(mark);
  if (known !== undefined) return known;
  // The characters at either end are mixed with the neighbours' bits: they are cut off.
  const encoded = [0, 1, 2].map((shift) => {
    const text = Buffer.from('\0'.repeat(shift) + mark)
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
  const found = [mark, ...encoded];
  forms.set(mark, found);
  return found;
};
