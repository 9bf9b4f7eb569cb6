import { AwsError } from '../../kernel/errors.ts';

/** @throws nothing; makes the error that DynamoDB answers to a request that cannot be right. */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

/** "One or more parameter values were invalid: …", the opening of most of DynamoDB's sentences about values. */
export const invalidParameter = (rest: string): AwsError =>
  validationError(`One or more parameter values were invalid: ${rest}`);
