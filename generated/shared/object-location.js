// Generated from catalog/shared/object-location.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=object-location.js.map