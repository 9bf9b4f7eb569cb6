/** `patient-to-fhir` -> `PatientToFhir`. */
export const pascal = (kebab: string): string =>
  kebab.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
