import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import { executed, inert, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { ssmOperations } from './api.ts';
import { type Parameters, parametersIn } from './parameter.ts';

const parameterType = (kernel: Kernel, parameters: Parameters): ResourceType => ({
  properties: {
    Name: executed,
    Type: oneOf('String', 'StringList'),
    Value: executed,
    Description: inert('A text for people.'),
    Tier: inert('A parameter costs nothing on one machine.'),
    Tags: inert('Nothing on one machine is chosen by tag.'),
  },
  declare(declared) {
    const { Name, Type, Value } = declared.properties;
    const name = typeof Name === 'string' ? Name : declared.physicalName();
    const type = Type === 'StringList' ? 'StringList' : 'String';
    parameters.put({ name, type, value: String(Value), modifiedAt: kernel.clock.now() });
    return { ref: name, attributes: { Type: type, Value: String(Value) } };
  },
  remove: (name) => parameters.remove(name),
});

/** AWS Systems Manager, Parameter Store. */
export const ssm: ServiceFactory = (kernel) => {
  const parameters = parametersIn(kernel.journal);
  return {
    name: 'ssm',
    resources: { 'AWS::SSM::Parameter': parameterType(kernel, parameters) },
    operations: ssmOperations(kernel, parameters),
  };
};
