import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import { executed, inert, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';

const unsent = inert('No message is sent from this machine: Publish is refused when it is called.');
const label = inert('A label for people.');

const topic = (kernel: Kernel): ResourceType => ({
  properties: {
    TopicName: executed,
    DisplayName: label,
    FifoTopic: oneOf(false),
    KmsMasterKeyId: inert('Nothing is stored here that could be encrypted.'),
    Tags: label,
  },
  declare({ properties, physicalName }) {
    const name = typeof properties.TopicName === 'string' ? properties.TopicName : physicalName(256);
    const arn = `arn:aws:sns:${kernel.region}:${kernel.account}:${name}`;
    return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
  },
});

const topicPolicy: ResourceType = {
  properties: { PolicyDocument: unsent, Topics: executed },
  declare: ({ physicalName }) => ({ ref: physicalName(), attributes: { Id: physicalName() } }),
};

const subscription: ResourceType = {
  properties: { TopicArn: executed, Protocol: oneOf('email', 'email-json', 'https'), Endpoint: unsent },
  declare: ({ properties, physicalName }) => ({
    ref: `${String(properties.TopicArn)}:${physicalName()}`,
    attributes: {},
  }),
};

/** Amazon SNS: topics stand so that alarms can name them; nothing is published or delivered. */
export const sns: ServiceFactory = (kernel) => ({
  name: 'sns',
  resources: {
    'AWS::SNS::Topic': topic(kernel),
    'AWS::SNS::TopicPolicy': topicPolicy,
    'AWS::SNS::Subscription': subscription,
  },
  operations: {},
});
