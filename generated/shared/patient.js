// Generated from catalog/shared/patient.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=patient.js.map