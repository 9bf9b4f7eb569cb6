import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { logGroupArn } from './api.ts';
import type { LogStore } from './log-store.ts';

export const logsResources = (kernel: Kernel, store: LogStore): Readonly<Record<string, ResourceType>> => ({
  'AWS::Logs::LogGroup': {
    properties: {
      LogGroupName: executed,
      RetentionInDays: inert('Logs stay until the data folder is deleted.'),
      KmsKeyId: inert('The data folder is as safe as the disk it lies on.'),
      LogGroupClass: oneOf('STANDARD'),
      Tags: inert('Nothing on one machine is chosen by tag.'),
    },
    declare(declared) {
      const { LogGroupName, RetentionInDays } = declared.properties;
      const name = typeof LogGroupName === 'string' ? LogGroupName : declared.physicalName(512);
      const createdAt = store.group(name)?.createdAt ?? kernel.clock.now();
      const retention = typeof RetentionInDays === 'number' ? { retentionInDays: RetentionInDays } : {};
      store.putGroup({ name, createdAt, ...retention });
      return { ref: name, attributes: { Arn: `${logGroupArn(kernel, name)}:*` } };
    },
    remove: (name) => store.removeGroup(name),
    whileRunning: true,
  },
  'AWS::Logs::LogStream': {
    properties: { LogGroupName: executed, LogStreamName: executed },
    declare({ properties, physicalName }) {
      const group = store.expectGroup(String(properties.LogGroupName)).name;
      const name = typeof properties.LogStreamName === 'string' ? properties.LogStreamName : physicalName(512);
      if (store.stream(group, name) === undefined) store.putStream({ group, name, createdAt: kernel.clock.now() });
      return { ref: name, attributes: {} };
    },
    remove: () => undefined,
    whileRunning: true,
  },
});
