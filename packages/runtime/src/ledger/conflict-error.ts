import { CodedError, isCoded } from '../bus/errors.ts';

/** Someone else appended first: load and decide again. */
export class ConflictError extends CodedError {
  constructor(place: string) {
    super('CONFLICT', `${place} has moved on since it was read`, true);
    this.name = 'ConflictError';
  }
}

export const isConflict = (error: unknown): error is ConflictError => isCoded(error) && error.code === 'CONFLICT';
