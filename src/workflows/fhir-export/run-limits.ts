/** Seconds. state-machine.asl.json says the same; its test compares. */

/** The state machine's TimeoutSeconds; an active run older than this is abandoned. */
export const RUN_TIMEOUT_SECONDS = 7_200;

/** How long the run waits for its export job. */
export const EXPORT_TIMEOUT_SECONDS = 5_400;

/** How long the poller may be silent: its longest wait, and what a message and a stream may be late. */
export const HEARTBEAT_SECONDS = 300;
