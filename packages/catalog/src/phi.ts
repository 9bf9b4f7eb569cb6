/** Fields that identify a person (`x-phi`): who receives them, and events without them. */
export { type Lineage, lineageOf, type Receivers, receiversOf } from './contracts/phi/lineage.ts';
export { REDACTED, redacted, redactedAsStored } from './contracts/phi/redact.ts';
export { type SubjectField, subjectFields } from './contracts/phi/subject-fields.ts';
