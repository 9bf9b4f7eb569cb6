import type { WebSocket } from 'ws';
import { type Instant, scaledClock, type Timer } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Table } from '../../kernel/journal.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Connection } from './connection.ts';
import { MESSAGE_BYTES } from './frame-meter.ts';

export interface ConnectionLimits {
  /**
   * The idle timeout and the connection's duration pass on the cloud's clock, but a client is a program that lives by
   * the wall's: on a fast clock it is given at least this much of the wall's time.
   */
  readonly leastWallMilliseconds: number;
}

/** API Gateway quotas: "Idle connection timeout: 10 minutes", "Connection duration for WebSocket API: 2 hours". */
const IDLE_MS = 600_000;
const DURATION_MS = 7_200_000;

/** How long a client may take to say goodbye, on the wall's clock. */
const FAREWELL_MS = 300;

/** A client that does not read is not written to for ever. */
const UNREAD_BYTES = 16 * 1024 * 1024;

export interface Connections {
  /** Written before `$connect` runs, so that its `$disconnect` is told even when the process ends in between. */
  begin(connection: Connection): void;
  get(connectionId: string): Connection | undefined;
  open(connection: Connection, socket: WebSocket): void;
  touch(connectionId: string): void;
  forget(connectionId: string): void;
  /** Those the journal holds but no socket answers for. */
  lost(): readonly Connection[];
  lastActiveAt(connectionId: string): Instant;
  /** Resolves when the bytes have left. @throws AwsError GoneException, PayloadTooLargeException, LimitExceededException */
  send(connectionId: string, data: string): Promise<void>;
  /** @throws AwsError GoneException */
  close(connectionId: string, code: number, reason: string): void;
  /** Says goodbye to every client; what the journal holds stays, for the next start to tell. */
  stop(): Promise<void>;
}

interface Live {
  readonly socket: WebSocket;
  readonly opened: Moment;
  active: Moment;
  timer: Timer | undefined;
}

interface Moment {
  readonly cloud: Instant;
  readonly wall: Instant;
}

const gone = (): AwsError =>
  new AwsError('GoneException', 'The connection with the provided id no longer exists.', { status: 410 });

export const connectionsOf = (kernel: Kernel, limits: ConnectionLimits): Connections => {
  const table: Table<Connection> = kernel.journal.table<Connection>('apigateway_connections');
  const live = new Map<string, Live>();
  const wall = scaledClock({ speed: 1, report: kernel.report });
  const moment = (): Moment => ({ cloud: kernel.clock.now(), wall: wall.now() });

  const isOver = (since: Moment, limit: number): boolean =>
    kernel.clock.now() - since.cloud >= limit && wall.now() - since.wall >= limits.leastWallMilliseconds;
  const watch = (entry: Live): void => {
    if (isOver(entry.active, IDLE_MS) || isOver(entry.opened, DURATION_MS)) {
      entry.socket.close(1001, 'Going away');
      return;
    }
    const due = Math.min(entry.active.cloud + IDLE_MS, entry.opened.cloud + DURATION_MS);
    const look = (): void => watch(entry);
    entry.timer =
      due > kernel.clock.now()
        ? kernel.clock.at(due, look)
        : wall.at(wall.now() + limits.leastWallMilliseconds / 4, look);
  };
  const liveOf = (connectionId: string): Live => {
    const entry = live.get(connectionId);
    if (entry === undefined || entry.socket.readyState !== entry.socket.OPEN) throw gone();
    return entry;
  };
  const drop = (connectionId: string): void => {
    live.get(connectionId)?.timer?.cancel();
    live.delete(connectionId);
  };
  return {
    begin: (connection) => table.put(connection.connectionId, connection),
    get: (connectionId) => table.get(connectionId),
    open(connection, socket) {
      const opened = moment();
      const entry: Live = { socket, opened, active: opened, timer: undefined };
      live.set(connection.connectionId, entry);
      socket.once('close', () => drop(connection.connectionId));
      watch(entry);
    },
    touch(connectionId) {
      const entry = live.get(connectionId);
      if (entry !== undefined) entry.active = moment();
    },
    forget: (connectionId) => void table.delete(connectionId),
    lost: () => table.scan().flatMap(([id, connection]) => (live.has(id) ? [] : [connection])),
    lastActiveAt: (connectionId) => liveOf(connectionId).active.cloud,
    send(connectionId, data) {
      if (Buffer.byteLength(data) > MESSAGE_BYTES)
        throw new AwsError('PayloadTooLargeException', 'Message too long', { status: 413 });
      const entry = liveOf(connectionId);
      if (entry.socket.bufferedAmount > UNREAD_BYTES)
        throw new AwsError('LimitExceededException', 'The client does not read.', { status: 429 });
      entry.active = moment();
      return new Promise((resolve, reject) => {
        entry.socket.send(data, (error) => (error instanceof Error ? reject(gone()) : resolve()));
      });
    },
    close: (connectionId, code, reason) => liveOf(connectionId).socket.close(code, reason),
    async stop() {
      const closing = [...live.entries()].map(([connectionId, { socket }]) => {
        drop(connectionId);
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        return new Promise<void>((resolve) => {
          const patience = wall.at(wall.now() + FAREWELL_MS, () => socket.terminate());
          socket.once('close', () => {
            patience.cancel();
            resolve();
          });
          socket.close(1001, 'Going away');
        });
      });
      await Promise.all(closing);
    },
  };
};
