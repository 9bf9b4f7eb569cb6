import { validationError } from './validation.ts';

/** What came before expressions, and what to write instead (Developer Guide, "Legacy conditional parameters"). */
const INSTEAD: Readonly<Record<string, string>> = {
  AttributesToGet: 'ProjectionExpression',
  AttributeUpdates: 'UpdateExpression',
  ConditionalOperator: 'ConditionExpression or FilterExpression',
  Expected: 'ConditionExpression',
  KeyConditions: 'KeyConditionExpression',
  QueryFilter: 'FilterExpression',
  ScanFilter: 'FilterExpression',
};

/** @throws AwsError ValidationException: the local DynamoDB executes expressions only. */
export const refuseLegacyParameters = (input: object): void => {
  for (const [name, value] of Object.entries(input)) {
    const instead = Object.hasOwn(INSTEAD, name) ? INSTEAD[name] : undefined;
    if (instead !== undefined && value !== undefined)
      throw validationError(`The local DynamoDB does not execute the legacy parameter ${name}: use ${instead}.`);
  }
};
