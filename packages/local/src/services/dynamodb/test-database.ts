import type { JsonObject } from '../../kernel/json.ts';
import type { Made, Service } from '../../kernel/service.ts';
import { declared, type TestKernel, type TestKernelOptions, testKernel } from '../../kernel/test-kernel.ts';
import type { DynamoDbOperations } from './api.ts';
import { dynamodb } from './service.ts';

type Input<N extends keyof DynamoDbOperations> = Parameters<DynamoDbOperations[N]['run']>[0];
type Output<N extends keyof DynamoDbOperations> = Awaited<ReturnType<DynamoDbOperations[N]['run']>>;

/** DynamoDB on a test kernel, called as other services call it. */
export interface TestDatabase {
  readonly kernel: TestKernel;
  readonly service: Service;
  declare(logicalId: string, properties: JsonObject): Made;
  call<N extends keyof DynamoDbOperations & string>(operation: N, input: Input<N>): Promise<Output<N>>;
}

export const testDatabase = (options: TestKernelOptions = {}): TestDatabase => {
  const kernel = testKernel(options);
  const service = kernel.add(dynamodb);
  return {
    kernel,
    service,
    declare(logicalId, properties) {
      const type = service.resources['AWS::DynamoDB::Table'];
      if (type === undefined) throw new Error('there is no table type');
      return type.declare(declared(logicalId, properties));
    },
    call: (operation, input) =>
      kernel.operations.call('dynamodb', operation, input, { caller: 'test', requestId: 'test' }) as Promise<never>,
  };
};

/** A table with partition key `pk` (S) and sort key `sk` of `type`, its stream on. */
export const sortedTable = (type: 'S' | 'N' | 'B', more: JsonObject = {}): JsonObject => ({
  TableName: 'things',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: type },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
  ...more,
});
