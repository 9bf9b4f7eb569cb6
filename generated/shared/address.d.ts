/** An address of a patient as the application keeps it. */
export interface Address {
    /** The address, unique to its patient. */
    readonly addressId: string;
    /** Whose address it is. */
    readonly patientId: string;
    /** Street and number, and whatever else is on the line. */
    readonly address: string;
    /** The city. */
    readonly city?: string;
    /** The postal code. */
    readonly postalCode?: string;
    /** ISO 3166-1 alpha-2. */
    readonly country?: string;
}
