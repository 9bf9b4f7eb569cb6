import type { StaticOperationSchema } from '@smithy/types';

/** The models of the SDK clients that the gateway answers to. */
export interface SdkModels {
  /** The schema of an operation, by the local service's name. */
  schemaOf(service: string, operation: string): StaticOperationSchema | undefined;
  /** The values of an enumeration: the SDK names it as the member that has it, more often than not. */
  enumOf(service: string, name: string): readonly string[] | undefined;
}

/** Loaded when a mocked result is first judged: the clients are large. */
export const loadSdkModels = async (): Promise<SdkModels> => {
  const { models } = await import('../../../wire/models.ts');
  return {
    schemaOf(service, operation) {
      for (const model of models) {
        const found = model.service === service ? model.operations.get(operation) : undefined;
        if (found !== undefined) return found;
      }
      return undefined;
    },
    enumOf: (service, name) => models.find((model) => model.service === service)?.enums.get(name),
  };
};
