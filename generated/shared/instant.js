// Generated from catalog/shared/instant.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=instant.js.map