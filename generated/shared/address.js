// Generated from catalog/shared/address.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=address.js.map