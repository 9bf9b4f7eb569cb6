import { fault } from '../diagnostic.ts';
import { show } from '../json.ts';
import { schemasIn } from '../schema/schema-node.ts';
import type { SchemaCheck } from './each-schema.ts';

const SCALARS: readonly unknown[] = ['string', 'number', 'integer'];

/** Where a type has a name that others know it by: a shared file, or a definition. */
const isNamed = (file: string, pointer: string): boolean =>
  pointer === '' ? file.startsWith('catalog/shared/') : /^\/definitions\/[^/]+$/.test(pointer);

/** `x-brand: true` makes a type of its own of a text or a number, which no other text or number is by accident. */
export const checkBrands: SchemaCheck = ({ file: root }) =>
  schemasIn(root)
    .filter((node) => 'x-brand' in node.schema)
    .filter(
      ({ file, pointer, schema: { type, 'x-brand': brand } }) =>
        brand !== true || !SCALARS.includes(type) || !isNamed(file, pointer),
    )
    .map(({ file, pointer, schema: { type, 'x-brand': brand } }) =>
      fault('brand-of-named-scalar', file, `${pointer}/x-brand`, {
        expected: 'x-brand: true on a string, number or integer in catalog/shared or definitions',
        received: `${show(brand)} on ${show(type)}`,
        fix: 'Give the type a file in catalog/shared, or take the brand away.',
      }),
    );
