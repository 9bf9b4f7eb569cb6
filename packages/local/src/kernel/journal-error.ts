export type JournalErrorCode = 'IN_USE' | 'OTHER_VERSION' | 'READ_ONLY' | 'SHARED_FOLDER' | 'DAMAGED';

/** The data folder cannot be used as it is; `mend` says the way out. Nothing in it was changed. */
export class JournalError extends Error {
  readonly code: JournalErrorCode;
  readonly mend: string;
  constructor(code: JournalErrorCode, message: string, mend: string) {
    super(message);
    this.name = 'JournalError';
    this.code = code;
    this.mend = mend;
  }
}
