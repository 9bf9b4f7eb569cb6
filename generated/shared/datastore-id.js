// Generated from catalog/shared/datastore-id.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=datastore-id.js.map