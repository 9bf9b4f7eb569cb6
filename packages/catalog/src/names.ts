/** The spellings of names: PascalCase for events, kebab-case for files and parties, camelCase for values. */
export { camelCase, isKebabCase, isPascalCase, kebabCase, pascalCase } from './compiler/names.ts';
