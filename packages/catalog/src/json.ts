/** Reading JSON whose shape is not known yet, and JSON pointers (RFC 6901). */
export {
  arrayAt,
  isObject,
  isScalar,
  type JsonObject,
  type JsonScalar,
  objectAt,
  show,
  stringAt,
} from './compiler/json.ts';
export { pointerTo, pointerTokens, valueAt } from './compiler/pointer.ts';
