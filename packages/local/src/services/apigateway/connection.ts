/** A connection as the journal keeps it, from before `$connect` runs until `$disconnect` has been told. */
export interface Connection {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stage: string;
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string;
  /** What the authorizer said of its user; handed to every integration. */
  readonly authorizer?: Readonly<Record<string, string | number>>;
}
