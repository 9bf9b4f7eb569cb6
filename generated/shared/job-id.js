// Generated from catalog/shared/job-id.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=job-id.js.map