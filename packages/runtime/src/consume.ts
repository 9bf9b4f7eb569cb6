/** What a consumer is made of: a queue's messages in, typed events to an act, failures to the dead-letter queue. */
export { type ConsumeOptions, consume } from './consume/consume.ts';
export { eachMessage, type MessageOptions } from './consume/each-message.ts';
export { type AnyEnvelope, isEnvelope, parseBody, type ReceiveOptions, receive } from './consume/receive.ts';
export { type DeadLetters, deadLettersFrom, type MessageSender } from './dead-letters.ts';
