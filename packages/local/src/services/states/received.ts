import type { Kernel } from '../../kernel/kernel.ts';
import type { Received, Signal } from './signal.ts';

const SECRET_DIGITS = 64;

/** A signal with what the kernel hands in; the secret is drawn when it is asked for. */
export const received = (
  kernel: Pick<Kernel, 'clock' | 'identity' | 'journal'>,
  signal: Signal,
  hasActivity: Received['hasActivity'] = () => false,
): Received => {
  let secret: string | undefined;
  return {
    signal,
    at: kernel.clock.now(),
    secret() {
      secret ??= kernel.identity.hex(SECRET_DIGITS);
      return secret;
    },
    hasActivity,
    turn: () => new Promise((resolve) => kernel.journal.afterCommit(resolve)),
  };
};
