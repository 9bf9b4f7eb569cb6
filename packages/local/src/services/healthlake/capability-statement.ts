import type { JsonObject } from '../../kernel/json.ts';
import { RESOURCE_TYPES } from './resource-types.ts';

const interactions = ['read', 'vread', 'update', 'delete', 'history-instance', 'create', 'search-type'];

const resource = (type: string): JsonObject => ({
  type,
  interaction: interactions.map((code) => ({ code })),
  versioning: 'versioned-update',
  readHistory: true,
  updateCreate: true,
  searchParam: [
    { name: '_id', type: 'token' },
    { name: '_lastUpdated', type: 'date' },
  ],
});

/** What this server does, and nothing that it does not (HL7 FHIR 4.0.1, CapabilityStatement). */
export const capabilityStatement = (url: string, now: number): JsonObject => ({
  resourceType: 'CapabilityStatement',
  status: 'active',
  date: new Date(now).toISOString(),
  kind: 'instance',
  implementation: { description: 'A HealthLake data store of the local cloud', url },
  fhirVersion: '4.0.1',
  format: ['application/fhir+json'],
  rest: [
    {
      mode: 'server',
      resource: [...RESOURCE_TYPES].map(resource),
      interaction: [{ code: 'transaction' }, { code: 'batch' }],
      operation: [{ name: 'export', definition: 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export' }],
    },
  ],
});
