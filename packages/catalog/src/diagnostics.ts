/** What is wrong with a catalog or a template, as values: the rule, the place, what was expected and a fix. */
export { type Diagnostic, isError, type Place, printDiagnostic } from './compiler/diagnostic.ts';
export { type Rule, type RuleCode, rules, type Severity, type Stage } from './compiler/rules.ts';
