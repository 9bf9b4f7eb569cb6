import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startCloud } from '@carillon/local/cloud';
import { smallAssembly, tableNamed } from '../small-assembly.ts';

/** A cloud in a process of its own, with one resource of each kind that can be attacked. Started by fork. */
const [work = '.'] = process.argv.slice(2);
const assembly = join(work, 'assembly');

const FUNCTION_ARN = { 'Fn::GetAtt': ['Function', 'Arn'] };
const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const queuePolicy = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' };
const route = (key: string): object => ({
  Type: 'AWS::ApiGatewayV2::Route',
  Properties: {
    ApiId: { Ref: 'Api' },
    RouteKey: key,
    Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'Integration' }]] },
  },
});
const uri = ['arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/', FUNCTION_ARN, '/invocations'];

const resources = {
  Table: tableNamed('things'),
  Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'heard' } },
  QueuePolicy: {
    Type: 'AWS::SQS::QueuePolicy',
    Properties: { Queues: [{ Ref: 'Queue' }], PolicyDocument: { Version: '2012-10-17', Statement: [queuePolicy] } },
  },
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'bucket' } },
  Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'bus' } },
  Rule: {
    Type: 'AWS::Events::Rule',
    Properties: {
      EventBusName: { Ref: 'Bus' },
      EventPattern: { source: ['attack'] },
      Targets: [{ Id: 'q', Arn: { 'Fn::GetAtt': ['Queue', 'Arn'] }, InputPath: '$.detail' }],
    },
  },
  Datastore: { Type: 'AWS::HealthLake::FHIRDatastore', Properties: { DatastoreTypeVersion: 'R4' } },
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: 'role',
      AssumeRolePolicyDocument: {},
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [allow] } }],
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'echo',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Code: { S3Bucket: 'assets', S3Key: 'function' },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Function' },
      Principal: 'apigateway.amazonaws.com',
    },
  },
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { Name: 'api', ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
  },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: { ApiId: { Ref: 'Api' }, IntegrationType: 'AWS_PROXY', IntegrationUri: { 'Fn::Join': ['', uri] } },
  },
  Connect: route('$connect'),
  Default: route('$default'),
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: 'main', AutoDeploy: true },
  },
};
smallAssembly(assembly, resources, { Datastore: { Value: { Ref: 'Datastore' } }, Api: { Value: { Ref: 'Api' } } });
mkdirSync(join(assembly, 'asset.function'), { recursive: true });
const code = 'exports.handler = async (event) => event.requestContext === undefined ? event : { statusCode: 200 };';
writeFileSync(join(assembly, 'asset.function', 'index.js'), code);
const destinations = { here: { bucketName: 'assets', objectKey: 'function' } };
const files = { function: { source: { path: 'asset.function', packaging: 'zip' }, destinations } };
writeFileSync(join(assembly, 'Small.assets.json'), JSON.stringify({ files }));
const manifest = {
  artifacts: {
    Small: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Small.template.json' } },
    Assets: { type: 'cdk:asset-manifest', properties: { file: 'Small.assets.json' } },
  },
};
writeFileSync(join(assembly, 'manifest.json'), JSON.stringify(manifest));

const reported: string[] = [];
const cloud = await startCloud({
  assembly,
  data: join(work, 'data'),
  onReport: (error, where) => void reported.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`),
});

/**
 * How long one turn of the event loop has taken at most. On a machine that is busy with others a turn takes long though
 * little is done in it, so the processor time of this thread is looked at too: blocked is who worked all the while.
 */
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};
let workedMost = 0;
let before = worked();
setInterval(() => {
  const now = worked();
  workedMost = Math.max(workedMost, now - before);
  before = now;
}, 10);

const output = (name: string): string => String(cloud.deployment().outputs.get(`Small.${name}`));

const say = (): void => {
  const look = { blockedMs: Math.min(delay.max / 1e6, workedMost), reported: reported.splice(0) };
  delay.reset();
  workedMost = 0;
  // A monitor that was reset needs one tick before it measures: whatever comes next must not come sooner.
  setTimeout(() => process.send?.(look), 40);
};

const stopped = Promise.withResolvers<void>();
process.on('message', (message) => {
  // Two rounds of timers: by then the monitor has seen the turn that this message came in.
  if (message === 'look') setTimeout(() => setTimeout(say, 40), 0);
  if (message === 'block') for (const from = worked(); worked() < from + 1_500; );
  if (message === 'stop') stopped.resolve();
});
process.send?.({ endpoint: cloud.endpoint, datastore: output('Datastore'), api: output('Api') });
await stopped.promise;
await cloud.stop();
process.exit(0);
