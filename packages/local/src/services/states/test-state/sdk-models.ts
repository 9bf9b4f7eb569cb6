import { models } from '../../../wire/models.ts';
import type { EnumOf, SchemaOf } from './mock-validation.ts';

const schemaOf: SchemaOf = (service, operation) => {
  for (const model of models) {
    const found = model.service === service ? model.operations.get(operation) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The SDK names an enumeration as the member that has it, more often than not. */
const enumOf: EnumOf = (service, name) => models.find((model) => model.service === service)?.enums.get(name);

/** The models of the SDK clients that the gateway answers to. */
export const sdkModels: { readonly schemaOf: SchemaOf; readonly enumOf: EnumOf } = { schemaOf, enumOf };
