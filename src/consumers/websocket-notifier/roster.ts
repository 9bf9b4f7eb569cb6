/** A connection as `$connect` learns of it. */
export interface Connection {
  readonly connectionId: string;
  /** The signed-in user's `sub`. */
  readonly userId: string;
  /** Milliseconds since the epoch. */
  readonly connectedAt: number;
  /** What it may ask for, as `grants.ts` says it. */
  readonly grants: readonly string[];
}

/** Who is connected, and who asked for what. */
export interface Roster {
  join(connection: Connection): Promise<void>;
  /** Undefined when the connection is not on the roster. */
  grantsOf(connectionId: string): Promise<readonly string[] | undefined>;
  /** False when the connection is not on the roster. */
  subscribe(connectionId: string, subjects: readonly string[]): Promise<boolean>;
  /** May be called again and again. */
  leave(connectionId: string): Promise<void>;
  subscribers(subject: string): Promise<readonly string[]>;
}

/** Asks for each subject once, however many events of a batch are about it. */
export const remembering = (roster: Pick<Roster, 'subscribers'>): Pick<Roster, 'subscribers'> => {
  const asked = new Map<string, Promise<readonly string[]>>();
  return {
    subscribers(subject) {
      const answer = asked.get(subject) ?? roster.subscribers(subject);
      asked.set(subject, answer);
      return answer;
    },
  };
};
