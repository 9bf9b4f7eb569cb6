import type { Kernel } from '../../kernel/kernel.ts';
import type { HttpSurface, WireResponse } from '../../kernel/service.ts';
import { routeFhir } from './fhir-request.ts';
import { asOutcome } from './outcome.ts';

/** `/datastore/<id>/r4/…`: each request is an operation, authorized by its name, its errors OperationOutcomes. */
export const fhirSurface = (kernel: Kernel): HttpSurface => ({
  prefix: '/datastore',
  handle: (wire) =>
    asOutcome(async () => {
      const { operation, request } = routeFhir(wire, kernel.endpoint);
      return (await kernel.operations.call('healthlake', operation, request, wire.call)) as WireResponse;
    }),
});
