import { type App, Validations } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks, HIPAASecurityChecks } from 'cdk-nag';

/** One rule that does not hold for one construct. */
export interface Finding {
  readonly rule: string;
  /** The construct's path. */
  readonly at: string;
  /** For an open finding what the rule says; for an accepted one the reason. */
  readonly text: string;
}

export interface NagReport {
  readonly open: readonly Finding[];
  readonly accepted: readonly Finding[];
}

const acceptedIn = (app: App): readonly Finding[] =>
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

/** Synthesizes the app and asks cdk-nag's packs AwsSolutions and HIPAA.Security what they have against it. */
export const nagReport = (app: App): NagReport => {
  app.synth();
  const open = [new AwsSolutionsChecks(), new HIPAASecurityChecks()].flatMap((pack) =>
    pack
      .validateScope(app)
      .violations.flatMap(({ ruleName, description, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ rule: ruleName, at: constructPath ?? '', text: description })),
      ),
  );
  return { open, accepted: acceptedIn(app) };
};
