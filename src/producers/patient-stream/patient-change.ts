import type { Item, TableChange } from '@carillon/runtime/enrich';
import { TerminalError } from '@carillon/runtime/errors';
import { eventIdOf, type OutgoingEvent, type OutgoingMetadata } from '@carillon/runtime/publish';
import { addressChanged, patientChanged } from '../../../generated/events.ts';

const PATIENT_FIELDS = ['patientId', 'name', 'birthDate', 'gender'];
const ADDRESS_FIELDS = ['addressId', 'patientId', 'address', 'city', 'postalCode', 'country'];

/** Only what the event declares: keys, and whatever else the application keeps in the item, stay in the table. */
const only = (fields: readonly string[], item: Item): Item =>
  Object.fromEntries(fields.filter((field) => item[field] !== undefined).map((field) => [field, item[field]]));

const told = (fields: readonly string[], change: TableChange): Item => ({
  change: change.change,
  ...('before' in change ? { before: only(fields, change.before) } : {}),
  ...('after' in change ? { after: only(fields, change.after) } : {}),
});

const subjectOf = (change: TableChange): Item => ('after' in change ? change.after : change.before);

/**
 * What a change of the patient table says on the bus: the item's `itemType` tells a Patient from an Address. The data
 * is not yet known to be valid; `enrich` holds it against the schema, which says that better than code here could.
 * @throws TerminalError UNKNOWN_ITEM_TYPE, ITEM_TYPE_CHANGED
 */
export const patientChange = (change: TableChange): OutgoingEvent => {
  const { itemType, patientId, addressId } = subjectOf(change);
  if (change.change === 'modified' && change.before.itemType !== itemType) {
    throw new TerminalError('ITEM_TYPE_CHANGED', 'An item may not turn into one of another type');
  }
  const metadata: OutgoingMetadata = {
    id: eventIdOf('patient-stream', change.id),
    correlationId: change.id,
    occurredAt: change.occurredAt,
    stream: `patient/${String(patientId)}`,
  };
  switch (itemType) {
    case 'Patient':
      return { event: patientChanged, data: { patientId, ...told(PATIENT_FIELDS, change) }, metadata };
    case 'Address':
      return { event: addressChanged, data: { patientId, addressId, ...told(ADDRESS_FIELDS, change) }, metadata };
    default:
      throw new TerminalError('UNKNOWN_ITEM_TYPE', 'The item is neither a Patient nor an Address');
  }
};
