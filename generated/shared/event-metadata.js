// Generated from catalog/shared/event-metadata.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=event-metadata.js.map