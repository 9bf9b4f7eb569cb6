// Generated from catalog/export/export-run-skipped/v2.json by `npm run generate`. Do not edit.
export {};
//# sourceMappingURL=export-run-skipped-v2.js.map