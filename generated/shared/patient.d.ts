/** A patient as the application keeps it. */
export interface Patient {
    /** The patient in the application; a FHIR id as well. */
    readonly patientId: string;
    /** The full name. */
    readonly name: string;
    /** The date of birth. */
    readonly birthDate?: string;
    /** Administrative gender (FHIR R4, AdministrativeGender). */
    readonly gender?: 'male' | 'female' | 'other' | 'unknown';
}
