import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, object, oneOf } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';
import { DefinitionError } from './definition-fault.ts';
import { machineArnOf } from './machine-operations.ts';
import type { MachineStore } from './machine-store.ts';

/** `${Name}` in a definition, by DefinitionSubstitutions; what is not named there stays. */
const substitute = (definition: string, substitutions: JsonObject): string =>
  definition.replaceAll(/\$\{([^!{}][^{}]*)\}/g, (whole: string, name: string) => {
    const value = substitutions[name];
    return value === undefined ? whole : String(value);
  });

/** A file "must be a JSON or YAML file" (AWS::StepFunctions::StateMachine, DefinitionS3Location). */
const asJson = (text: string): string => {
  if (text.trimStart().startsWith('{')) return text;
  try {
    return JSON.stringify(parse(text));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new RefusedError('/DefinitionS3Location', message, 'The definition must be a JSON or YAML file.');
  }
};

const fromAsset = (kernel: Kernel, location: Json): string => {
  const { Bucket: bucket, Key: key } = isJsonObject(location) ? location : {};
  const asset = kernel.assets.locate(String(bucket), String(key));
  if (asset === undefined || !('path' in asset))
    throw new RefusedError(
      '/DefinitionS3Location',
      `${bucket}/${key}`,
      'The definition must be a file asset of the cloud assembly.',
    );
  return asJson(readFileSync(asset.path, 'utf8'));
};

const definitionOf = (kernel: Kernel, { properties }: Declared): string => {
  const { DefinitionString: text, DefinitionS3Location: location, Definition: value } = properties;
  if (typeof text === 'string') return text;
  if (location !== undefined) return fromAsset(kernel, location);
  if (isJsonObject(value)) return JSON.stringify(value);
  throw new RefusedError(
    '/DefinitionString',
    'no definition',
    'Give DefinitionString, DefinitionS3Location or Definition.',
  );
};

const refused = (error: DefinitionError): RefusedError => {
  const [first] = error.faults;
  const state = /\/States\/([^/]+)/.exec(first?.at ?? '')?.[1];
  const received = error.faults.map(({ message, at }) => `${message} at ${at}`).join('; ');
  const fix = `Change ${state === undefined ? 'the definition' : `the state '${state}'`}: the local cloud executes the Amazon States Language with Lambda, events, sqs, dynamodb, states and AWS SDK integrations.`;
  return new RefusedError('/DefinitionString', received, fix);
};

export const stateMachineResource = (kernel: Kernel, machines: MachineStore): ResourceType => ({
  properties: {
    DefinitionString: executed,
    DefinitionS3Location: object({ Bucket: executed, Key: executed, Version: inert('assets have no versions here') }),
    Definition: executed,
    DefinitionSubstitutions: executed,
    RoleArn: executed,
    StateMachineName: executed,
    StateMachineType: oneOf('STANDARD', 'EXPRESS'),
    LoggingConfiguration: inert('the history is kept whole and is read by GetExecutionHistory'),
    TracingConfiguration: inert('there is no X-Ray on one machine'),
    EncryptionConfiguration: inert('what is stored here lies in the folder of whoever runs it'),
    Tags: inert('nothing here reads them'),
  },
  declare(declared) {
    const { properties } = declared;
    const substitutions = properties.DefinitionSubstitutions;
    const definition = substitute(definitionOf(kernel, declared), isJsonObject(substitutions) ? substitutions : {});
    const named = properties.StateMachineName;
    const name = typeof named === 'string' ? named : declared.physicalName(80);
    const machineArn = machineArnOf(kernel, name);
    try {
      const type = properties.StateMachineType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
      const hash = machines.define(definition, type === 'EXPRESS');
      const createdAt = kernel.clock.now();
      const declaredRow = {
        machineArn,
        name,
        roleArn: String(properties.RoleArn ?? ''),
        type,
        definition: hash,
      } as const;
      const { revisionId = 'INITIAL' } = machines.replace({ ...declaredRow, createdAt });
      return { ref: machineArn, attributes: { Arn: machineArn, Name: name, StateMachineRevisionId: revisionId } };
    } catch (error) {
      throw error instanceof DefinitionError ? refused(error) : error;
    }
  },
  // What runs goes on by the definition that it was started with.
  whileRunning: true,
  remove: (machineArn) => machines.delete(machineArn),
});
