// Generated from catalog/shared/failure.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=failure.js.map