/** The contracts kit: what producers and consumers promise, verified against the catalog and against templates. */

export { type ConsumerResult, verifyConsumers } from './contracts/consumers/verify-consumers.ts';
export type { ConsumerContract, ProducerContract, Published, World } from './contracts/contract.ts';
export { valueArbitrary, type Wanted } from './contracts/events/event-arbitrary.ts';
export {
  type ConsumerCheck,
  consumerChecks,
  type Finding,
  type ProducerCheck,
  producerChecks,
} from './contracts/finding.ts';
export {
  findProducers,
  type ProducerFile,
  type ProducersByService,
  producersByService,
} from './contracts/producers/find-producers.ts';
export { type ProducerResult, verifyProducers } from './contracts/producers/verify-producers.ts';
export {
  type CompilePattern,
  type ContractsProject,
  type ProjectFolders,
  projectFolders,
} from './contracts/project.ts';
export type { CodePlace } from './contracts/user-code.ts';
export type { Template } from './contracts/wiring/template.ts';
export { readTemplates, verifyTemplates } from './contracts/wiring/verify-templates.ts';
