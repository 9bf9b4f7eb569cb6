/** Where an error goes that no caller is there to hear: the cloud's own log. Never payloads. */
export type Report = (error: unknown, where: string) => void;

/** A listener for an emitter or a timer: what it throws is reported and goes no further, since there it would end the process. */
export const guarded =
  <A extends unknown[]>(listener: (...args: A) => void, report: Report, where: string): ((...args: A) => void) =>
  (...args) => {
    try {
      listener(...args);
    } catch (error) {
      report(error, where);
    }
  };

/** Work that nobody awaits: its rejection is reported. */
export const inBackground = (work: Promise<unknown>, report: Report, where: string): void => {
  work.catch((error: unknown) => report(error, where));
};

/** Where nobody reports, an error is thrown outside of the work it came from: loud, and the rest goes on until then. */
export const throwOutside: Report = (error) =>
  queueMicrotask(() => {
    throw error;
  });
