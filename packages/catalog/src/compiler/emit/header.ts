/** The first line of a generated file. */
export function header(source: string): string {
  return `// Generated from ${source} by \`npm run generate\`. Do not edit.\n`;
}

/** The same for Markdown. */
export const markdownHeader: string =
  '<!-- Generated from asyncapi.yaml and catalog/ by `npm run generate`. Do not edit. -->';
