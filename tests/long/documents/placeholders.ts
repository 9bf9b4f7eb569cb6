import { join } from 'node:path';
import { ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { workflow } from '../../../src/workflows/fhir-export/workflow.ts';
import { archiveCopy } from '../archive-copy.ts';
import { queueNamed, stateMachine } from '../cloud-clients.ts';
import { fhirFolder } from '../fhir-folder.ts';
import { sessionAt } from '../session.ts';
import type { StandingCarillon } from '../standing-carillon.ts';
import { deadLetterIn, failedRun } from './troubles.ts';

/** The consumer whose queues the documents look at. */
const CONSUMER = 'patient-to-fhir';
const QUEUE = 'PatientToFhirQueue';
const DEAD_LETTERS = 'PatientToFhirDeadLetters';

const lastExecution = async (cloud: StandingCarillon): Promise<string> => {
  const machine = await stateMachine(cloud.clients);
  const { executions = [] } = await cloud.clients.sfn.send(new ListExecutionsCommand({ stateMachineArn: machine }));
  return executions.find(({ status }) => status === 'SUCCEEDED')?.executionArn ?? '';
};

const queueArn = async ({ clients }: StandingCarillon, part: string): Promise<string> => {
  const QueueUrl = await queueNamed(clients, part);
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
  return (await clients.sqs.send(asked)).Attributes?.QueueArn ?? '';
};

const mapping = async ({ clients }: StandingCarillon): Promise<string> => {
  const { EventSourceMappings = [] } = await clients.lambda.send(new ListEventSourceMappingsCommand({}));
  return EventSourceMappings.find(({ EventSourceArn }) => EventSourceArn?.includes(QUEUE))?.UUID ?? '';
};

/** The pool is the issuer's last part (Cognito, "Understanding user pool JSON web tokens"). */
const userPool = async ({ endpoint }: StandingCarillon): Promise<string> => {
  const { token } = await sessionAt(endpoint);
  const { iss } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    readonly iss: string;
  };
  return iss.split('/').at(-1) ?? '';
};

/** What is needed of files goes into the scratch folder. */
type Fill = (cloud: StandingCarillon, scratch: string) => Promise<string>;

const withDeadLetter =
  (fill: Fill): Fill =>
  async (cloud, scratch) => {
    await deadLetterIn(cloud, QUEUE, DEAD_LETTERS);
    return fill(cloud, scratch);
  };

/** What stands for something in the documents' commands, and what it is here; the first row that fits is taken. */
const fills: readonly (readonly [placeholder: RegExp, fill: Fill])[] = [
  [/(?<=runs redrive )<runId>/, failedRun],
  [/<runId>/, async (cloud) => workflow.runIdOf(await lastExecution(cloud))],
  [/(?<=dlq \w+ )<queue>/, withDeadLetter(async () => CONSUMER)],
  [/<consumer>/, async () => CONSUMER],
  [/(?<=--until )<time>/, async () => '2099-01-01T00:00:00Z'],
  [/<time>/, async () => '2020-01-01T00:00:00Z'],
  [/<QueueUrl>/, (cloud) => queueNamed(cloud.clients, QUEUE)],
  [/<DeadLetterUrl>/, (cloud) => queueNamed(cloud.clients, DEAD_LETTERS)],
  [/<QueueArn>/, (cloud) => queueArn(cloud, QUEUE)],
  [/<DeadLetterArn>/, withDeadLetter((cloud) => queueArn(cloud, DEAD_LETTERS))],
  [/<MappingId>/, mapping],
  [/<UserPoolId>/, userPool],
  [/<StateMachineArn>/, ({ clients }) => stateMachine(clients)],
  [/<ExecutionArn>/, lastExecution],
  [/(?<=--subject patientId=)(?:P|<id>)(?= --execute)/, async () => 'nobody-here'],
  [/(?<=--subject patientId=)(?:P\b|<id>)/, async () => 'carillon-1'],
  [/<Name>/, async () => 'SiteMeasured'],
  [/(?<=--data )DIR/, async () => '.carillon/data'],
  [/(?<=--fhir )DIR/, async () => (await fhirFolder(12)).path],
  [/(?<=--archive )DIR/, ({ clients }, scratch) => archiveCopy(clients, join(scratch, 'archive'))],
  [/http:\/\/127\.0\.0\.1:4747/, async ({ endpoint }) => endpoint],
];

/** What the test adds to a start: a port of its own, and no compiler at work beside it. */
const asTestStarts = (command: string): string => {
  if (!/^npm start\b/.test(command) || command.endsWith('--help')) return command;
  return `${command}${command.includes(' -- ') ? '' : ' --'} --without-rust${command.includes('--once') ? '' : ' --port 0'}`;
};

export const filled = async (command: string, cloud: StandingCarillon, scratch: string): Promise<string> => {
  let text = asTestStarts(command);
  for (const [placeholder, fill] of fills)
    if (placeholder.test(text)) {
      const value = await fill(cloud, scratch);
      text = text.replace(placeholder, () => value);
    }
  return text;
};

/** Placeholders that nothing is known of: such a command is a fault of the document or of the table. */
export const unfilled = (command: string): readonly string[] => command.match(/<[A-Za-z]+>|\bDIR\b|\.\.\./g) ?? [];
