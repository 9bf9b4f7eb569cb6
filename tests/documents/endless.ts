/** A command that goes on until Ctrl-C: what it has said when it is seen to work, and how it is ended each time. */
interface Endless {
  readonly command: string;
  readonly until: RegExp;
  readonly signals?: readonly ('SIGINT' | 'SIGKILL')[];
}

/** The demo itself is played to its end by `npm start -- --once --json`, which README.md has too. */
const ENDPOINT = /^ +endpoint +http:/m;

export const endless: readonly Endless[] = [
  { command: 'npm start', until: ENDPOINT },
  { command: 'npm start -- --data ./mine --fhir DIR', until: /\d resources of .* loaded into the datastore/ },
  { command: 'npm start -- --speed 1', until: /^ +speed +1 cloud seconds/m },
  { command: 'npm start -- --data ./trial', until: /fhir-export \S+ started/, signals: ['SIGKILL', 'SIGINT'] },
  { command: 'npx carillon catalog watch', until: /watching/i },
  { command: 'npx carillon events tail', until: /Export/ },
  { command: 'npx carillon events tail --from <time>', until: /Export/ },
];
