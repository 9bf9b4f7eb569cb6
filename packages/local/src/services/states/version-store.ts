import type { Instant } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Journal, Table } from '../../kernel/journal.ts';
import { doesNotExist, type MachineRow, type MachineStore } from './machine-store.ts';

/** A state machine as it was when it was published: it does not change any more. */
export interface VersionRow {
  readonly versionArn: string;
  readonly number: number;
  readonly machine: MachineRow;
  readonly description?: string;
  readonly createdAt: Instant;
}

export interface Route {
  readonly versionArn: string;
  readonly weight: number;
}

export interface AliasRow {
  readonly aliasArn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly description?: string;
  readonly routes: readonly Route[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** What an ARN of a state machine, a version or an alias leads to. */
export interface Qualified {
  readonly machine: MachineRow;
  readonly version?: VersionRow;
  readonly alias?: AliasRow;
}

const QUALIFIED = /^(arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+):([^:]+)$/;

const versionKey = (machineArn: string, number: number): string => `${machineArn}:${String(number).padStart(12, '0')}`;

/** Versions and aliases of state machines. */
export class VersionStore {
  readonly #machines: MachineStore;
  readonly #versions: Table<VersionRow>;
  readonly #numbers: Table<number>;
  readonly #aliases: Table<AliasRow>;

  constructor(journal: Journal, machines: MachineStore) {
    this.#machines = machines;
    this.#versions = journal.table('states_versions');
    this.#numbers = journal.table('states_version_numbers');
    this.#aliases = journal.table('states_aliases');
  }

  /** The version of the machine as it is; published again without a change it is the same one. */
  publish(machine: MachineRow, at: Instant, description: string | undefined): VersionRow {
    const { machineArn } = machine;
    const last = this.versions(machineArn)[0];
    if (last !== undefined && last.machine.revisionId === machine.revisionId) return last;
    const number = (this.#numbers.get(machineArn) ?? 0) + 1;
    const versionArn = `${machineArn}:${number}`;
    const row = { versionArn, number, machine, createdAt: at, ...(description === undefined ? {} : { description }) };
    this.#numbers.put(machineArn, number);
    this.#versions.put(versionKey(machineArn, number), row);
    return row;
  }

  /** The newest first. */
  versions(machineArn: string): readonly VersionRow[] {
    return this.#versions.scan({ prefix: `${machineArn}:`, reverse: true }).map(([, row]) => row);
  }

  version(versionArn: string): VersionRow | undefined {
    const [, machineArn = '', number = ''] = QUALIFIED.exec(versionArn) ?? [];
    return this.#versions.get(versionKey(machineArn, Number(number)));
  }

  deleteVersion({ machine, number }: VersionRow): void {
    this.#versions.delete(versionKey(machine.machineArn, number));
  }

  aliases(machineArn: string): readonly AliasRow[] {
    return this.#aliases.scan({ prefix: `${machineArn}:` }).map(([, row]) => row);
  }

  alias(aliasArn: string): AliasRow | undefined {
    return this.#aliases.get(aliasArn);
  }

  putAlias(row: AliasRow): void {
    this.#aliases.put(row.aliasArn, row);
  }

  deleteAlias(aliasArn: string): void {
    this.#aliases.delete(aliasArn);
  }

  deleteAll(machineArn: string): void {
    for (const version of this.versions(machineArn)) this.deleteVersion(version);
    for (const { aliasArn } of this.aliases(machineArn)) this.deleteAlias(aliasArn);
    this.#numbers.delete(machineArn);
  }

  /**
   * @param draw a number in [0, 100), by which an alias with two versions chooses one
   * @throws AwsError StateMachineDoesNotExist
   */
  resolve(arn: string, draw: () => number): Qualified {
    const plain = this.#machines.find(arn);
    if (plain !== undefined) return { machine: plain };
    const version = this.version(arn);
    if (version !== undefined) return { machine: version.machine, version };
    const alias = this.alias(arn);
    if (alias === undefined) throw doesNotExist(arn);
    const [first, second] = alias.routes;
    const routed = second !== undefined && draw() >= (first?.weight ?? 0) ? second : first;
    const chosen = routed === undefined ? undefined : this.version(routed.versionArn);
    if (chosen === undefined) throw doesNotExist(arn);
    return { machine: chosen.machine, version: chosen, alias };
  }
}

/** @throws AwsError ResourceNotFound */
export const existingAlias = (store: VersionStore, aliasArn: string | undefined): AliasRow => {
  const found = aliasArn === undefined ? undefined : store.alias(aliasArn);
  if (found !== undefined) return found;
  throw new AwsError('ResourceNotFound', `Request references a resource that does not exist: '${aliasArn}'`);
};
