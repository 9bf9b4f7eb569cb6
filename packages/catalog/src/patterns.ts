/** Whether an EventBridge pattern can match an event, by the event's schema. */
export { envelopeOf } from './compiler/patterns/envelope.ts';
export { excludes, judgeMessage } from './compiler/patterns/judge-message.ts';
export { judgePattern, type Reason, type Verdict } from './compiler/patterns/judge-pattern.ts';
