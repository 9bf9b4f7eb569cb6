import { RefusedError } from '../../kernel/errors.ts';
import type { JsonObject } from '../../kernel/json.ts';
import type { FunctionCode, Kernel } from '../../kernel/kernel.ts';
import { executed, inert, list, object, oneOf, type PropertyRules } from '../../kernel/property-rules.ts';
import type { Declared, Made, ResourceType } from '../../kernel/service.ts';
import { emptyTaskRoot, taskRootOf } from './code.ts';
import { credentialsFor } from './credentials.ts';
import { isDestination } from './destinations.ts';
import { RESERVED_VARIABLES } from './environment-variables.ts';
import { isCustomRuntime } from './executable.ts';
import type { FunctionConfiguration, FunctionRegistry } from './function-registry.ts';
import type { Invoker } from './invoker.ts';
import { numberAt, objectAt, optional, requiredText, textAt } from './template-values.ts';

const rules: PropertyRules = {
  FunctionName: executed,
  Description: executed,
  Code: object({ S3Bucket: executed, S3Key: executed, SourceKMSKeyArn: inert('the asset lies on this machine') }),
  PackageType: oneOf('Zip'),
  Handler: executed,
  Runtime: executed,
  Environment: object({ Variables: executed }),
  Timeout: executed,
  MemorySize: executed,
  Role: executed,
  ReservedConcurrentExecutions: executed,
  DeadLetterConfig: object({ TargetArn: executed }),
  Architectures: list(inert('JavaScript runs on this machine, whatever its processor')),
  TracingConfig: inert('traces go to no service; what functions do is told by activities and logs'),
  LoggingConfig: object({
    LogFormat: oneOf('Text', 'JSON'),
    LogGroup: executed,
    ApplicationLogLevel: inert('lines of every level are kept'),
    SystemLogLevel: inert('lines of every level are kept'),
  }),
  EphemeralStorage: inert('/tmp is this machine’s own'),
  KmsKeyArn: inert('environment variables are never written to disk'),
  RecursiveLoop: inert('loops are not detected'),
  RuntimeManagementConfig: inert('the runtime is the Node.js that runs this process'),
  SnapStart: object({ ApplyOn: oneOf('None') }),
  VpcConfig: inert('the one network is this machine’s loopback'),
  Tags: inert('tags are labels for people and bills'),
};

const RUNTIMES: readonly string[] = ['nodejs22.x', 'nodejs24.x', 'provided.al2023'];

const runtimeOf = (properties: JsonObject): string => {
  const runtime = requiredText(properties, 'Runtime');
  if (RUNTIMES.includes(runtime)) return runtime;
  const mend = `Functions run here on ${RUNTIMES.join(' or ')}.`;
  throw new RefusedError('/Runtime', runtime, mend);
};

const functionCode = (
  kernel: Kernel,
  runtime: string,
  { bucket, key }: FunctionConfiguration['code'],
): FunctionCode => {
  const asset = kernel.assets.locate(bucket, key);
  const refused = (mend: string): RefusedError => new RefusedError('/Code', `s3://${bucket}/${key}`, mend);
  if (asset === undefined)
    throw refused(
      'Code comes from an asset of the cloud assembly: synthesize again, or use Code.fromAsset or NodejsFunction.',
    );
  if ('path' in asset) return { taskRoot: taskRootOf(asset.path) };
  if (isCustomRuntime({ runtime })) return { taskRoot: emptyTaskRoot(), madeBy: asset.command };
  throw refused(
    'An asset that a command makes when it is published (executable) is code of a custom runtime only: use Code.fromAsset.',
  );
};

const variablesOf = (properties: JsonObject): Readonly<Record<string, string>> => {
  const variables = Object.entries(objectAt(objectAt(properties, 'Environment'), 'Variables'));
  const reserved = variables.find(([name]) => RESERVED_VARIABLES.includes(name));
  if (reserved !== undefined)
    throw new RefusedError(
      `/Environment/Variables/${reserved[0]}`,
      reserved[0],
      'Lambda reserves this name: choose another.',
    );
  return Object.fromEntries(variables.map(([name, value]) => [name, String(value)]));
};

const deadLetterArn = (properties: JsonObject): string | undefined => {
  const arn = textAt(objectAt(properties, 'DeadLetterConfig'), 'TargetArn');
  if (arn !== undefined && !isDestination(arn))
    throw new RefusedError('/DeadLetterConfig/TargetArn', arn, 'A dead-letter target is an SQS queue or an SNS topic.');
  return arn;
};

const configurationOf = (kernel: Kernel, registry: FunctionRegistry, declared: Declared): FunctionConfiguration => {
  const { properties } = declared;
  const name = textAt(properties, 'FunctionName') ?? declared.physicalName(64);
  const codeProperties = objectAt(properties, 'Code');
  const code = { bucket: textAt(codeProperties, 'S3Bucket') ?? '', key: textAt(codeProperties, 'S3Key') ?? '' };
  const runtime = runtimeOf(properties);
  const logging = objectAt(properties, 'LoggingConfig');
  return {
    name,
    arn: registry.arnOf(name),
    runtime,
    handler: requiredText(properties, 'Handler'),
    ...functionCode(kernel, runtime, code),
    code,
    description: textAt(properties, 'Description') ?? '',
    variables: variablesOf(properties),
    timeoutSeconds: numberAt(properties, 'Timeout', { from: 1, to: 900 }) ?? 3,
    memoryMegabytes: numberAt(properties, 'MemorySize', { from: 128, to: 32_768 }) ?? 128,
    role: requiredText(properties, 'Role'),
    logGroup: textAt(logging, 'LogGroup') ?? `/aws/lambda/${name}`,
    logFormat: textAt(logging, 'LogFormat') === 'JSON' ? 'JSON' : 'Text',
    architecture: String(Array.isArray(properties.Architectures) ? properties.Architectures[0] : 'x86_64'),
    ...optional(
      'reservedConcurrency',
      numberAt(properties, 'ReservedConcurrentExecutions', { from: 0, to: 1_000_000 }),
    ),
    ...optional('deadLetterArn', deadLetterArn(properties)),
  };
};

/** AWS::Lambda::Function (CloudFormation reference): Ref is the name, GetAtt Arn the ARN. */
export const functionResource = (kernel: Kernel, registry: FunctionRegistry, invoker: Invoker): ResourceType => ({
  properties: rules,
  whileRunning: true,
  declare(declared): Made {
    const configuration = configurationOf(kernel, registry, declared);
    registry.put(configuration);
    invoker.retire(configuration.name);
    credentialsFor(kernel.journal, kernel.identity, configuration);
    return { ref: configuration.name, attributes: { Arn: configuration.arn } };
  },
  remove(ref) {
    registry.remove(ref);
    invoker.retire(ref);
  },
});
