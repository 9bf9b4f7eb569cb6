import type { Instant } from '../../kernel/clock.ts';
import { AwsError } from '../../kernel/errors.ts';
import type { Journal, Table } from '../../kernel/journal.ts';
import { compile } from './compile.ts';
import { sha256 } from './execution-store.ts';
import type { Machine } from './machine.ts';

export interface MachineRow {
  readonly machineArn: string;
  readonly name: string;
  readonly roleArn: string;
  readonly type: 'STANDARD' | 'EXPRESS';
  /** The definition's hash. */
  readonly definition: string;
  readonly createdAt: Instant;
  readonly updatedAt?: Instant;
  /** Of the last update; not there before the first one. */
  readonly revisionId?: string;
}

const COMPILED_MOST = 200;

export const doesNotExist = (machineArn: string): AwsError =>
  new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${machineArn}'`);

const revisionOf = ({ definition, roleArn }: MachineRow): string => {
  const hex = sha256(`${definition} ${roleArn}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};

/** State machines and the definitions that they and their executions are pinned to. */
export class MachineStore {
  readonly #machines: Table<MachineRow>;
  readonly #definitions: Table<string>;
  readonly #compiled = new Map<string, Machine>();

  constructor(journal: Journal) {
    this.#machines = journal.table('states_machines');
    this.#definitions = journal.table('states_definitions');
  }

  /** @throws DefinitionError */
  define(definition: string, express = false): string {
    const hash = sha256(definition);
    this.#compiled.set(hash, compile(definition, { express }));
    if (this.#definitions.get(hash) === undefined) this.#definitions.put(hash, definition);
    return hash;
  }

  /** As `put`; what changed since the last time is a revision of its own, named by what it is. */
  replace(row: MachineRow): MachineRow {
    const known = this.find(row.machineArn);
    const changed = known !== undefined && (known.definition !== row.definition || known.roleArn !== row.roleArn);
    const made: MachineRow = changed
      ? { ...known, ...row, createdAt: known.createdAt, updatedAt: row.createdAt, revisionId: revisionOf(row) }
      : { ...row, ...known };
    this.put(made);
    return made;
  }

  put(row: MachineRow): void {
    this.#machines.put(row.machineArn, row);
  }

  delete(machineArn: string): void {
    this.#machines.delete(machineArn);
  }

  find(machineArn: string): MachineRow | undefined {
    return this.#machines.get(machineArn);
  }

  /** @throws AwsError StateMachineDoesNotExist */
  get(machineArn: string): MachineRow {
    const found = this.find(machineArn);
    if (found !== undefined) return found;
    throw doesNotExist(machineArn);
  }

  all(): readonly MachineRow[] {
    return this.#machines.scan().map(([, row]) => row);
  }

  text(hash: string): string {
    return this.#definitions.get(hash) ?? '{}';
  }

  compiled(hash: string): Machine {
    const known = this.#compiled.get(hash);
    if (known !== undefined) return known;
    if (this.#compiled.size >= COMPILED_MOST) this.#compiled.clear();
    const machine = compile(this.text(hash));
    this.#compiled.set(hash, machine);
    return machine;
  }

  /** The definition that an execution is pinned to; a Map run's child begins in its item processor. */
  forExecution({ definition, flow }: { readonly definition: string; readonly flow: string }): Machine {
    const machine = this.compiled(definition);
    const root = flow === '' ? undefined : machine.flows.get(flow);
    return root === undefined ? machine : { ...machine, root, timeoutSeconds: undefined };
  }
}
