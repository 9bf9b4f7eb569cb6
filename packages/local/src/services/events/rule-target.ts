import type { Target } from '@aws-sdk/client-eventbridge';
import { AwsError } from '../../kernel/errors.ts';
import { targetInputFault } from '../../templating/input-transformer.ts';
import type { RuleTarget } from './rule.ts';

/** User Guide, "Retry policy": a day and 185 attempts unless the target says otherwise. */
const MAX_AGE_SECONDS = 86_400;
const MAX_ATTEMPTS = 185;

/** Members of a target that are executed; another one is refused, not ignored. */
const EXECUTED = new Set([
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'DeadLetterConfig',
  'RetryPolicy',
  'SqsParameters',
]);

const inputOf = ({
  Input,
  InputPath,
  InputTransformer,
}: Target): Pick<RuleTarget, 'Input' | 'InputPath' | 'InputTransformer'> => ({
  ...(Input === undefined ? {} : { Input }),
  ...(InputPath === undefined ? {} : { InputPath }),
  ...(InputTransformer === undefined
    ? {}
    : {
        InputTransformer: {
          InputTemplate: InputTransformer.InputTemplate ?? '',
          ...(InputTransformer.InputPathsMap === undefined ? {} : { InputPathsMap: InputTransformer.InputPathsMap }),
        },
      }),
});

/** A target as the API and CloudFormation spell it. @throws AwsError ValidationException */
export const targetOf = (target: Target): RuleTarget => {
  const unknown = Object.keys(target).filter((name) => !EXECUTED.has(name));
  const fault =
    unknown.length > 0 ? `${unknown.join(', ')} of a target is not executed here` : targetInputFault(inputOf(target));
  if (fault !== undefined) throw new AwsError('ValidationException', fault);
  const deadLetterArn = target.DeadLetterConfig?.Arn;
  const group = target.SqsParameters?.MessageGroupId;
  return {
    id: target.Id ?? '',
    arn: target.Arn ?? '',
    ...(target.RoleArn === undefined ? {} : { roleArn: target.RoleArn }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
    maximumEventAgeSeconds: Number(target.RetryPolicy?.MaximumEventAgeInSeconds ?? MAX_AGE_SECONDS),
    maximumRetryAttempts: Number(target.RetryPolicy?.MaximumRetryAttempts ?? MAX_ATTEMPTS),
    parameters: group === undefined ? {} : { MessageGroupId: group },
    ...inputOf(target),
  };
};
