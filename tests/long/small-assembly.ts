import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A cloud assembly with one stack of these resources. */
export const smallAssembly = (
  folder: string,
  resources: Readonly<Record<string, object>>,
  outputs: Readonly<Record<string, object>> = {},
): string => {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, value: object): void => writeFileSync(join(folder, name), JSON.stringify(value));
  write('Small.template.json', { Resources: resources, Outputs: outputs });
  write('manifest.json', {
    artifacts: { Small: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Small.template.json' } } },
  });
  return folder;
};

export const tableNamed = (name: string): object => ({
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    TableName: name,
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  },
});
