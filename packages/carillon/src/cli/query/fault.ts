import { LakeError } from '../../lake/lake-error.ts';
import { OperateError } from '../operate/cloud.ts';

/** An error of the lake as one of the commands, with its place in the query. */
export const asOperateError = (error: unknown): unknown => {
  if (!(error instanceof LakeError)) return error;
  const at = error.place === undefined ? '' : ` (line ${error.place.line}, column ${error.place.column})`;
  return new OperateError(error.code, `${error.message}${at}`, error.fix);
};
