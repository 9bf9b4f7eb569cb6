import { isJsonObject, type Json, type JsonObject } from '../../kernel/json.ts';

/** The codes of CreateStateMachine and ValidateStateMachineDefinition ("Diagnostic codes"). */
export type DefinitionCode =
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_TRANSITION_TARGET'
  | 'MISSING_START_AT'
  | 'DUPLICATE_STATE_NAME'
  | 'MISSING_END_STATE'
  | 'INVALID_JSON_DESCRIPTION'
  | 'NOT_EXECUTED';

export interface DefinitionFault {
  readonly code: DefinitionCode;
  readonly message: string;
  /** The place: `/States/Save/Resource`. */
  readonly at: string;
}

/** A definition that is not accepted, with all that is wrong with it. */
export class DefinitionError extends Error {
  readonly faults: readonly DefinitionFault[];
  constructor(faults: readonly DefinitionFault[]) {
    super(faults.map(({ code, message, at }) => `${code}: ${message} at ${at}`).join(', '));
    this.name = 'DefinitionError';
    this.faults = faults;
  }
}

/** Reads the fields of one object of a definition and remembers what was wrong with them. */
export class Fields {
  readonly object: JsonObject;
  readonly at: string;
  readonly faults: DefinitionFault[];

  constructor(object: JsonObject, at: string, faults: DefinitionFault[]) {
    this.object = object;
    this.at = at;
    this.faults = faults;
  }

  place(name: string): string {
    return `${this.at}/${name}`;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  get(name: string): Json | undefined {
    return this.has(name) ? this.object[name] : undefined;
  }

  fault(name: string, message: string, code: DefinitionCode = 'SCHEMA_VALIDATION_FAILED'): undefined {
    this.faults.push({ code, message, at: name === '' ? this.at || '/' : this.place(name) });
    return undefined;
  }

  /** @returns the text, or `undefined` with a fault when it is something else. */
  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === 'string') return value;
    return this.fault(name, 'Expected value of type String');
  }

  required(name: string): string | undefined {
    if (this.has(name)) return this.text(name);
    return this.fault('', `The field '${name}' is required but was missing`);
  }

  list(name: string): readonly Json[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (Array.isArray(value)) return value;
    this.fault(name, 'Expected value of type Array');
    return [];
  }

  inner(name: string): Fields | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (isJsonObject(value)) return new Fields(value, this.place(name), this.faults);
    return this.fault(name, 'Expected value of type Object');
  }

  items(name: string): readonly Fields[] {
    return this.list(name).flatMap((item, index) => {
      const place = `${this.place(name)}[${index}]`;
      if (isJsonObject(item)) return [new Fields(item, place, this.faults)];
      this.faults.push({ code: 'SCHEMA_VALIDATION_FAILED', message: 'Expected value of type Object', at: place });
      return [];
    });
  }

  /** Runs a parser that throws SyntaxError, and turns that into a fault of the field. */
  parse<T>(name: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return this.fault(name, error.message);
    }
  }

  only(allowed: ReadonlySet<string>, what: string): void {
    for (const name of Object.keys(this.object))
      if (!allowed.has(name)) this.fault(name, `Field '${name}' is not supported ${what}`);
  }
}
