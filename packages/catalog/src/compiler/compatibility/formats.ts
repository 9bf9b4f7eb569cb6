/** What is known of the texts that ajv-formats accepts by a format. */
export interface Format {
  /** Some of them, the shortest among them. */
  readonly samples: readonly string[];
  /** No text is shorter. */
  readonly least: number;
  /** No text is longer; absent where there is no limit, or none is known. */
  readonly most?: number;
  /** One with at least so many characters, where the format allows any number or up to `most`. */
  readonly longer?: (characters: number) => string;
  /** Every text of the format matches this pattern (flag `u`); so does nothing else if it is exact. */
  readonly pattern?: string;
  readonly isExact?: true;
}

const date = '\\d{4}-\\d{2}-\\d{2}';
const time = '\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?(?:[Zz]|[+-]\\d{2}(?::?\\d{2})?)?';
const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const atom = "[A-Za-z0-9!#$%&'*+/=?\\^_`{|}~\\-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9\\-]*[A-Za-z0-9])?';
const hexadecimal = (digits: number): string => `[0-9A-Fa-f]{${digits}}`;

/** A time with as many digits after the second as there is room for. */
const precise =
  (start: string) =>
  (characters: number): string =>
    `${start}.${'0'.repeat(Math.max(1, characters - start.length - 2))}Z`;

/** Labels of one character, as one label has 63 at most; a last dot is allowed. */
const labels = (characters: number): string => 'a.'.repeat(Math.max(1, characters)).slice(0, Math.max(1, characters));

const dateTime: Format = {
  samples: ['2026-11-24T04:10:00Z', '2026-11-24T04:10:00.000Z', '2026-11-24T04:10:00+01:00', '1999-12-31T23:59:59Z'],
  least: 20,
  longer: precise('2026-11-24T04:10:00'),
  pattern: `^${date}[Tt\\s]${time}$`,
};
const timeOfDay: Format = {
  samples: ['04:10:00Z', '23:59:59.5+01:00'],
  least: 9,
  longer: precise('04:10:00'),
  pattern: `^${time}$`,
};

const known: Readonly<Record<string, Format>> = {
  'date-time': dateTime,
  'iso-date-time': { ...dateTime, samples: ['2026-11-24T04:10:00', '2026-11-24T04:10:00.000Z'], least: 19 },
  date: { samples: ['2026-11-24', '2000-02-29'], least: 10, most: 10, pattern: `^${date}$` },
  time: timeOfDay,
  'iso-time': { ...timeOfDay, samples: ['04:10:00', '04:10:00Z'], least: 8 },
  duration: {
    samples: ['P1D', 'PT1H', 'P1DT12H'],
    least: 3,
    longer: (characters) => `P${'0'.repeat(Math.max(0, characters - 3))}1D`,
  },
  uuid: {
    samples: [
      '36fbefaa-6fb1-45e3-ae0d-a77e94212419',
      'd5336963-eefb-41f8-a0c0-55bbbbf60f68',
      'urn:uuid:d5336963-eefb-41f8-a0c0-55bbbbf60f68',
    ],
    least: 36,
    most: 45,
    pattern: `^(?:urn:uuid:)?${hexadecimal(8)}-(?:${hexadecimal(4)}-){3}${hexadecimal(12)}$`,
    isExact: true,
  },
  uri: {
    samples: ['https://example.org/a?b=c', 'urn:example:a', 'a:b'],
    least: 2,
    longer: (characters) => `https://example.org/${'a'.repeat(Math.max(0, characters - 20))}`,
  },
  'uri-reference': {
    samples: ['/a/b', 'https://example.org/', ''],
    least: 0,
    longer: (characters) => `/${'a'.repeat(characters)}`,
  },
  'uri-template': {
    samples: ['https://example.org/{id}', ''],
    least: 0,
    longer: (characters) => `/${'a'.repeat(characters)}/{id}`,
  },
  url: {
    samples: ['https://example.org/a'],
    least: 6,
    longer: (characters) => `https://example.org/${'a'.repeat(Math.max(1, characters - 20))}`,
  },
  email: {
    samples: ['someone@example.org', 'a@b.c'],
    least: 5,
    longer: (characters) => `${'a'.repeat(Math.max(1, characters - 12))}@example.org`,
    pattern: `^${atom}(?:\\.${atom})*@(?:${label}\\.)+${label}$`,
    isExact: true,
  },
  hostname: { samples: ['example.org', 'localhost', 'a'], least: 1, most: 254, longer: labels },
  ipv4: { samples: ['192.0.2.1', '1.1.1.1'], least: 7, most: 15, pattern: `^(?:${byte}\\.){3}${byte}$`, isExact: true },
  ipv6: { samples: ['2001:db8::1', '::'], least: 2 },
  regex: { samples: ['^a+$', 'b', ''], least: 0, longer: (characters) => 'a'.repeat(characters) },
  'json-pointer': { samples: ['/a/0', ''], least: 0, longer: (characters) => `/${'a'.repeat(characters)}` },
  'relative-json-pointer': {
    samples: ['1/a', '0#', '0'],
    least: 1,
    longer: (characters) => `0/${'a'.repeat(characters)}`,
  },
  byte: {
    samples: ['aGVsbG8=', 'AAAA', ''],
    least: 0,
    longer: (characters) => 'AAAA'.repeat(Math.ceil(characters / 4)),
  },
};

/** What is known of a format by its name. */
export const formatOf = (name: string): Format | undefined => (Object.hasOwn(known, name) ? known[name] : undefined);

/** The formats of which something is known. */
export const formatNames: readonly string[] = Object.keys(known);
