import type { SchemaPlace } from './stages.ts';

/** `OrderShipmentStarted` -> `order-shipment-started`. */
export function kebabCase(name: string): string {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}

/** `order-shipment-started` -> `OrderShipmentStarted`. */
export function pascalCase(name: string): string {
  return name
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** `OrderShipmentStarted` and `s3-archiver` -> `orderShipmentStarted` and `s3Archiver`. */
export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return pascal.charAt(0).toLowerCase() + pascal.slice(1);
}

/** Whether a name is kebab-case. */
export const isKebabCase = (name: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name);
/** Whether a name is PascalCase. */
export const isPascalCase = (name: string): boolean => /^[A-Z][A-Za-z0-9]*$/.test(name);

/** Past participles that do not end in -ed. */
const irregular: ReadonlySet<string> = new Set(
  [
    'Begun Bent Born Bought Bound Broken Brought Built Caught Chosen Cut Dealt Done Drawn Driven Fallen Fed Felt Forgotten Fought Found',
    'Frozen Given Gone Grown Held Hidden Hit Kept Known Laid Led Left Lent Lost Made Met Paid Proven Put Quit Raised Read Reset Risen',
    'Run Seen Sent Set Shown Shut Sold Spent Split Spoken Stolen Stood Struck Swept Taken Taught Thought Thrown Told Torn Understood',
    'Undone Won Withdrawn Worn Written',
  ]
    .join(' ')
    .split(' '),
);

/** Whether the last word of a PascalCase name is a past participle: `OrderShipped`, `LetterSent`, but not `SpeedNeed`. */
export function isPastTense(name: string): boolean {
  const word = /[A-Z][a-z0-9]*$/.exec(name)?.[0] ?? '';
  return irregular.has(word) || (/[a-z]ed$/.test(word) && !/[^r]eed$/.test(word) && word !== 'Bed' && word !== 'Red');
}

/** `<domain>/<event>/v<version>`: what an event's metadata says of its schema. */
export function schemaIdOf(place: SchemaPlace): string {
  return place.kind === 'event' ? `${place.domain}/${place.event}/v${place.version}` : `shared/${place.name}`;
}
