/** What a producer is made of: typed events to a bus, what is too large for it as a claim check. */
export {
  type Claim,
  type ClaimDeposit,
  type ClaimReader,
  type ClaimWriter,
  claimOf,
  redeem,
} from './publish/claim-check.ts';
export {
  type Detail,
  detailOf,
  eventIdOf,
  type OutgoingEvent,
  type OutgoingMetadata,
  outgoing,
} from './publish/outgoing-event.ts';
export {
  type EventBus,
  type EventSender,
  isPublishError,
  PublishError,
  publish,
  type Rejection,
} from './publish/publish.ts';
export { type Backoff, platformTiming, type Timing } from './retry.ts';
