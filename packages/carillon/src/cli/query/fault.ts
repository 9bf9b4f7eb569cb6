import { LakeError } from '../../lake/lake-error.ts';
import { OperateError } from '../operate/cloud.ts';

/** A fault of the lake is told like one of the cloud, with its place in the question. */
export const asOperateError = (error: unknown): unknown => {
  if (!(error instanceof LakeError)) return error;
  const at = error.place === undefined ? '' : ` (line ${error.place.line}, column ${error.place.column})`;
  return new OperateError(error.code, `${error.message}${at}`, error.mend);
};
