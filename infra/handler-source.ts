/** What a function needs beyond its code: `function.json` beside the handler. All of it may be left out. */
export interface FunctionSettings {
  /** Not for a consumer behind a queue: `functionTimeoutSeconds` in asyncapi.yaml, where the queue's own follows. */
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes: number;
  /** Names of {@link Uses}: what of the system the function may use. */
  readonly uses: readonly string[];
}

export const DEFAULT_SETTINGS: FunctionSettings = { memoryMegabytes: 256, uses: [] };

/** The folder with `index.mjs`, or of a crate with `bootstrap`, and a hash of what is in it. */
export interface HandlerAsset {
  readonly path: string;
  readonly hash: string;
}

/** A handler as infra sees it: a folder's name, its settings and its bundle. The code itself is never imported. */
export interface HandlerSource {
  /** The folder below `src`, e.g. `consumers/patient-to-fhir`. */
  readonly name: string;
  readonly settings: FunctionSettings;
  readonly asset: HandlerAsset;
  /** Set for a Cargo crate: whether it is compiled for the function's machine. */
  readonly crate?: 'compiled' | 'not compiled';
}
