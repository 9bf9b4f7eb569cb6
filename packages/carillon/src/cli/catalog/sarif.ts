import { type Diagnostic, rules } from '@carillon/catalog/diagnostics';

/** Diagnostics as a log of SARIF 2.1.0 (OASIS, sections 3.13, 3.27 and 3.49); paths are relative to the catalog's folder. */
export const sarifOf = (diagnostics: readonly Diagnostic[]): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: {
        driver: {
          name: 'carillon catalog',
          rules: Object.entries(rules).map(([id, { sentence, severity }]) => ({
            id,
            shortDescription: { text: `${sentence}.` },
            defaultConfiguration: { level: severity },
          })),
        },
      },
      originalUriBaseIds: { CATALOG: { description: { text: 'The folder with asyncapi.yaml.' } } },
      results: diagnostics.map(resultOf),
    },
  ],
});

const resultOf = ({ code, severity, message, at, expected, received, fix }: Diagnostic): object => ({
  ruleId: code,
  level: severity,
  message: { text: `${message}. Expected ${expected}; received ${received}. ${fix}` },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: encodeURI(at.file), uriBaseId: 'CATALOG' },
        ...(at.line === undefined ? {} : { region: { startLine: at.line, startColumn: at.column ?? 1 } }),
      },
      logicalLocations: [{ fullyQualifiedName: at.pointer, kind: 'member' }],
    },
  ],
});
