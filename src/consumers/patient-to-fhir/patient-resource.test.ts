import type { Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressChanged } from '../../../generated/events/patient/address-changed.ts';
import { patientChanged } from '../../../generated/events/patient/patient-changed.ts';
import type { PatientToFhirEvent } from '../../../generated/subscriptions.ts';
import { patientResource } from './patient-resource.ts';

type Data = PatientToFhirEvent['detail']['data'];

const ANN = { patientId: 'f001', name: 'Ann Lee', birthDate: '1974-12-25', gender: 'female' as const };
const HOME = { patientId: 'f001', addressId: '1', address: 'Main Street 1', city: 'Delft', country: 'NL' };

let count = 0;
const event = (data: Data, second: number, id = `e-${data.change}-${second}-${count++}`): PatientToFhirEvent => {
  const { name, source, schema } = 'addressId' in data ? addressChanged : patientChanged;
  const occurredAt = new Date(Date.UTC(2026, 10, 23, 20, 0, second)).toISOString();
  return {
    version: '0',
    id: 'envelope',
    'detail-type': name,
    source,
    account: '000000000000',
    time: occurredAt,
    region: 'us-east-1',
    resources: [],
    detail: { metadata: { id, correlationId: 'c', occurredAt, schema }, data },
  } as PatientToFhirEvent;
};

const told = (current: Patient | undefined, ...events: readonly PatientToFhirEvent[]): Patient | undefined =>
  events.reduce<Patient | undefined>(patientResource, current);

/** Without the marks that say which events it shows. */
const shown = (patient: Patient | undefined): Partial<Patient> => {
  const { extension: _, ...rest } = patient ?? { resourceType: 'Patient' as const };
  return rest;
};

const created = (data: Partial<typeof ANN> = {}): Data => ({
  change: 'created',
  patientId: 'f001',
  after: { ...ANN, ...data },
});

describe('a patient of the application', () => {
  it('becomes a FHIR Patient', () => {
    expect(shown(told(undefined, event(created(), 1)))).toEqual({
      resourceType: 'Patient',
      id: 'f001',
      active: true,
      name: [{ id: 'application', use: 'official', text: 'Ann Lee' }],
      birthDate: '1974-12-25',
      gender: 'female',
    });
  });

  it('with an address has it, until it is removed; patient and address may come in any order', () => {
    const patient = event(created(), 1);
    const address = event({ change: 'created', patientId: 'f001', addressId: '1', after: HOME }, 1);
    const both = shown(told(undefined, patient, address));
    expect(both.address).toEqual([
      { id: 'application-1', use: 'home', line: ['Main Street 1'], city: 'Delft', country: 'NL' },
    ]);
    expect(shown(told(undefined, address, patient))).toEqual(both);
    const moved = { ...HOME, address: 'Side Street 2', city: 'Leiden' };
    const modified = event({ change: 'modified', patientId: 'f001', addressId: '1', before: HOME, after: moved }, 2);
    const next = told(undefined, patient, address, modified);
    expect(next?.address?.map(({ line, city }) => [line, city])).toEqual([[['Side Street 2'], 'Leiden']]);
    const removed = event({ change: 'removed', patientId: 'f001', addressId: '1', before: moved }, 3);
    expect(shown(told(next, removed))).not.toHaveProperty('address');
  });

  it('who is removed stays, inactive, and may come back', () => {
    const gone = told(undefined, event(created(), 1), event({ change: 'removed', patientId: 'f001', before: ANN }, 2));
    expect(gone).toMatchObject({ active: false, birthDate: '1974-12-25' });
    expect(told(gone, event(created(), 3))?.active).toBe(true);
  });

  it('says no longer what the application no longer says, and keeps what it never said', () => {
    const { birthDate: _, ...rest } = ANN;
    const modified = event({ change: 'modified', patientId: 'f001', before: ANN, after: rest }, 2);
    expect(told(undefined, event(created(), 1), modified)).not.toHaveProperty('birthDate');
    const elsewhere: Patient = { resourceType: 'Patient', id: 'f001', birthDate: '1970-01-01' };
    const unsaid = event({ change: 'created', patientId: 'f001', after: { patientId: 'f001', name: 'Ann' } }, 1);
    expect(told(elsewhere, unsaid)?.birthDate).toBe('1970-01-01');
  });

  it('keeps what is not the application’s', () => {
    const current: Patient = {
      resourceType: 'Patient',
      id: 'f001',
      name: [{ use: 'maiden', family: 'Roe' }],
      address: [{ use: 'work', city: 'Utrecht' }],
      telecom: [{ system: 'phone', value: '1' }],
      extension: [{ url: 'urn:other', valueString: 'x' }],
    };
    const address = event({ change: 'created', patientId: 'f001', addressId: '1', after: HOME }, 1);
    const next = told(current, event(created(), 1), address);
    expect(next?.name).toContainEqual({ use: 'maiden', family: 'Roe' });
    expect(next?.address).toContainEqual({ use: 'work', city: 'Utrecht' });
    expect(next?.telecom).toEqual(current.telecom);
    expect(next?.extension).toContainEqual({ url: 'urn:other', valueString: 'x' });
  });
});

describe('events twice and out of order', () => {
  const steps = fc.array(
    fc.record({
      subject: fc.constantFrom('patient', '1', '2'),
      change: fc.constantFrom('created', 'modified', 'removed'),
      text: fc.string({ minLength: 1, maxLength: 5 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  const dataOf = ({ subject, change, text }: { subject: string; change: string; text: string }): Data => {
    const patient = { ...ANN, name: text };
    const address = { ...HOME, addressId: subject, address: text };
    const item = subject === 'patient' ? patient : address;
    const images =
      change === 'created' ? { after: item } : change === 'removed' ? { before: item } : { before: item, after: item };
    const ids = subject === 'patient' ? { patientId: 'f001' } : { patientId: 'f001', addressId: subject };
    return { change, ...ids, ...images } as Data;
  };

  /** Elements of a list have no order that means anything. */
  const settled = (patient: Patient | undefined): unknown => {
    const { address = [], ...rest } = shown(patient) as Patient;
    return { ...rest, address: address.toSorted((a, b) => String(a.id).localeCompare(String(b.id))) };
  };

  it('end in what the newest of each subject says', () => {
    fc.assert(
      fc.property(
        steps.chain((list) => {
          const events = list.map((step, second) => event(dataOf(step), second));
          const twice = fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 });
          return fc.tuple(fc.constant(events), twice);
        }),
        ([events, delivered]) => {
          expect(settled(told(undefined, ...delivered))).toEqual(settled(told(undefined, ...events)));
        },
      ),
    );
  });

  it('of one second are each applied once', () => {
    const first = event(created({ name: 'A' }), 1);
    const second = event({ change: 'modified', patientId: 'f001', before: ANN, after: { ...ANN, name: 'B' } }, 1);
    const both = told(undefined, first, second);
    expect(told(both, first)).toBe(both);
    expect(told(both, second)).toBe(both);
    expect(both?.name?.[0]?.text).toBe('B');
  });
});
