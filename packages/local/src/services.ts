import type { Kernel, ServiceFactory } from './kernel/kernel.ts';
import { apigateway } from './services/apigateway/service.ts';
import { athena } from './services/athena/service.ts';
import { cloudwatch } from './services/cloudwatch/service.ts';
import { cognitoIdp } from './services/cognito-idp/service.ts';
import { dynamodb } from './services/dynamodb/service.ts';
import { events } from './services/events/service.ts';
import { firehose } from './services/firehose/service.ts';
import { glue } from './services/glue/service.ts';
import { healthlake } from './services/healthlake/service.ts';
import { iamAuthorizer } from './services/iam/authorize.ts';
import { iam } from './services/iam/service.ts';
import { kms } from './services/kms/service.ts';
import { functionCredentials } from './services/lambda/credentials.ts';
import { lambda } from './services/lambda/service.ts';
import { logs } from './services/logs/service.ts';
import { pipes } from './services/pipes/service.ts';
import { s3 } from './services/s3/service.ts';
import { scheduler } from './services/scheduler/service.ts';
import { sns } from './services/sns/service.ts';
import { sqs } from './services/sqs/service.ts';
import { ssm } from './services/ssm/service.ts';
import { states } from './services/states/service.ts';
import { sts } from './services/sts/service.ts';
import { sessionsIn } from './services/sts/session.ts';
import type { Authenticator, IssuedKey } from './wire/authentication.ts';

/** Every service of this cloud: the assembly is this list. */
export const factories: readonly ServiceFactory[] = [
  iam,
  sts,
  glue,
  athena,
  ssm,
  kms,
  logs,
  s3,
  dynamodb,
  events,
  firehose,
  healthlake,
  lambda,
  pipes,
  cloudwatch,
  sns,
  sqs,
  states,
  scheduler,
  apigateway,
  cognitoIdp,
];

/** Who calls, by the credentials that this cloud gave to functions and to sessions of roles. */
export const authenticatorOf = ({ journal, account, clock }: Kernel): Authenticator => {
  const sessions = sessionsIn(journal);
  const ofFunction = (accessKeyId: string): IssuedKey | undefined => {
    const found = functionCredentials(journal, accessKeyId);
    return found === undefined ? undefined : { ...found, caller: found.role };
  };
  const ofSession = (accessKeyId: string): IssuedKey | undefined => {
    const found = sessions.get(accessKeyId);
    return found === undefined ? undefined : { ...found, expired: clock.now() >= found.expiresAt };
  };
  return {
    keyOf: (accessKeyId) => ofFunction(accessKeyId) ?? ofSession(accessKeyId),
    root: `arn:aws:iam::${account}:root`,
    times: () => [clock.now(), clock.pace().wall],
  };
};

export { iamAuthorizer };
