/** What a function needs beyond its code: `function.json` beside the handler. All of it may be left out. */
export interface FunctionSettings {
  /** Not for a consumer behind a queue: `functionTimeoutSeconds` in asyncapi.yaml, where the queue's own follows. */
  readonly timeoutSeconds?: number;
  readonly memoryMegabytes: number;
  /** Names of {@link Uses}: what of the system the function may use. */
  readonly uses: readonly string[];
}

export const DEFAULT_SETTINGS: FunctionSettings = { memoryMegabytes: 256, uses: [] };

/** Code that is there at synthesis: a folder with `index.mjs`, and a hash of what is in it. */
export interface FolderAsset {
  readonly path: string;
  readonly hash: string;
}

/** Code that is made when it is published: the command, and a hash of all that it makes it of. */
export interface CommandAsset {
  readonly command: readonly string[];
  readonly hash: string;
}

/** A handler as infra sees it: a folder's name, its settings and its code. The code itself is never imported. */
export interface HandlerSource {
  /** The folder below `src`, e.g. `consumers/patient-to-fhir`. */
  readonly name: string;
  readonly settings: FunctionSettings;
  /** Of a Cargo crate a command that compiles it. */
  readonly asset: FolderAsset | CommandAsset;
}
