import type { EventDescriptor } from '../../descriptor.ts';
import type { Address } from '../../shared/address.ts';
import type { EventMetadata } from '../../shared/event-metadata.ts';
/** What became of the address. */
export type AddressChangedData = AddressCreated | AddressModified | AddressRemoved;
/** An address of a patient was created, modified or removed in the application's table. */
export interface AddressChanged {
    readonly metadata: EventMetadata;
    readonly data: AddressChangedData;
}
/** The address was created. */
export interface AddressCreated {
    /** What happened. */
    readonly change: 'created';
    /** The patient. */
    readonly patientId: string;
    /** The address, unique to its patient. */
    readonly addressId: string;
    /** The address after. */
    readonly after: Address;
}
/** The address was modified. */
export interface AddressModified {
    /** What happened. */
    readonly change: 'modified';
    /** The patient. */
    readonly patientId: string;
    /** The address, unique to its patient. */
    readonly addressId: string;
    /** The address before. */
    readonly before: Address;
    /** The address after. */
    readonly after: Address;
}
/** The address was removed. */
export interface AddressRemoved {
    /** What happened. */
    readonly change: 'removed';
    /** The patient. */
    readonly patientId: string;
    /** The address, unique to its patient. */
    readonly addressId: string;
    /** The address before. */
    readonly before: Address;
}
/** An address of a patient was created, modified or removed in the application's table. */
export declare const addressChanged: EventDescriptor<'AddressChanged', AddressChanged>;
