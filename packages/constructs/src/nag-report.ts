import { type App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';

/** One rule that does not hold for one construct. */
export interface Finding {
  readonly rule: string;
  /** The construct's path. */
  readonly at: string;
  /** Of an open finding the rule's description; of a suppressed one the reason. */
  readonly text: string;
}

/** What cdk-nag finds in an app. */
export interface NagReport {
  readonly open: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

const suppressedIn = (app: App): readonly Finding[] =>
  app.node.findAll().flatMap((construct) =>
    construct.node.metadata
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) =>
        Object.entries(data as Readonly<Record<string, string>>).map(([id, text]) => ({
          rule: id.replace(/^annotation::/i, ''),
          at: construct.node.path,
          text,
        })),
      ),
  );

/** Synthesizes the app and runs cdk-nag's packs AwsSolutions and HIPAA.Security on it. */
export const nagReport = (app: App): NagReport => {
  app.synth();
  const open = [new AwsSolutionsChecks(), new HIPAASecurityChecks()].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, description, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ rule: ruleName, at: constructPath ?? '', text: description })),
      ),
  );
  return { open, suppressed: suppressedIn(app) };
};

/** Findings of one rule and reason in one line, with the number of constructs. */
const grouped = (findings: readonly Finding[]): readonly string[] =>
  [...Map.groupBy(findings, ({ rule, text }) => `${rule.replace(/\[.*/, '')}: ${text}`)].map(
    ([line, each]) => `  ${String(each.length).padStart(3)} × ${line}`,
  );

/** A report for people: every open finding, and the suppressed ones by reason. */
export const nagText = (name: string, { open, suppressed }: NagReport): string =>
  [
    `${name}: ${open.length} open findings of AwsSolutions and HIPAA.Security, ${suppressed.length} suppressed`,
    ...open.map(({ rule, at, text }) => `  OPEN ${rule} at ${at}: ${text}`),
    ...grouped(suppressed),
  ].join('\n');
