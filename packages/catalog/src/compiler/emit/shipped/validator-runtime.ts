import ajvEqual from 'ajv/dist/runtime/equal.js';
import ajvLength from 'ajv/dist/runtime/ucs2length.js';
import ajvFormats from 'ajv-formats/dist/formats.js';

/** What emitted validators import: bundled into `validators/runtime.js`, once for all of them. */
export { isMultipleOf } from '../../decimal.ts';
export { violationsOf } from './violations.ts';
export const equal: typeof ajvEqual.default = ajvEqual.default;
export const formats: typeof ajvFormats.fullFormats = ajvFormats.fullFormats;
export const ucs2length: typeof ajvLength.default = ajvLength.default;
