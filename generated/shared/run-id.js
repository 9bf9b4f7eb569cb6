// Generated from catalog/shared/run-id.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=run-id.js.map