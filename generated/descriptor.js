// Generated from the catalog by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=descriptor.js.map