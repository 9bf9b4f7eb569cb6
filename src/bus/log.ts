/** As much of a logger as the bus needs; Powertools' Logger is one. Fields hold ids and codes, never payloads. */
export interface BusLog {
  info(message: string, fields: Readonly<Record<string, unknown>>): void;
  error(message: string, fields: Readonly<Record<string, unknown>>): void;
}

export const silentLog: BusLog = { info: () => undefined, error: () => undefined };
