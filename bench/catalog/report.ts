import type { BuildFigures } from './measure-build.ts';
import type { WatchFigures } from './measure-watch.ts';
import type { PeerRow } from './peers.ts';

export interface Verdict {
  readonly what: string;
  readonly figure: number;
  readonly limit: number;
  readonly unit: 'ms' | 'MB';
  readonly holds: boolean;
}

interface Measured extends BuildFigures, WatchFigures {
  readonly events: number;
  readonly peers: readonly PeerRow[];
}

/** The figures that have a limit, whatever the size of the catalog. */
export const judged = (figures: Measured, tolerance: number): readonly Verdict[] => {
  const { events, edit, unchanged, cold, coldMegabytes, megabytes } = figures;
  const rows: readonly (readonly [string, number | undefined, number, 'ms' | 'MB'])[] = [
    ['an edit, median', edit.median, 50, 'ms'],
    ['an edit, at most', edit.most, 100, 'ms'],
    ['nothing changed, cold', unchanged.median, 300, 'ms'],
    ['a full build, cold', cold.median, 10_000, 'ms'],
    ['memory of a full build', coldMegabytes, 300, 'MB'],
    ['memory of the watch', megabytes, 300, 'MB'],
  ];
  return rows.flatMap(([what, figure, limit, unit]) =>
    figure === undefined
      ? []
      : [{ what: `${events} events: ${what}`, figure, limit, unit, holds: figure <= limit * tolerance }],
  );
};

interface Report {
  readonly machine: { readonly cores: number; readonly load: number; readonly node: string; readonly place: string };
  readonly figures: readonly Measured[];
  readonly verdicts: readonly Verdict[];
}

const verdictLine = ({ what, figure, limit, unit, holds }: Verdict): string =>
  `  ${what.padEnd(42)} ${`${figure.toFixed(0)} ${unit}`.padStart(10)}   limit ${limit} ${unit}   ${holds ? 'holds' : 'OVER'}`;

const peerLine = (ours: number, { peer, does, run, missing }: PeerRow): string =>
  run === undefined
    ? `  ${peer.padEnd(34)} not measured: ${missing}`
    : `  ${peer.padEnd(34)} ${`${run.milliseconds.toFixed(0)} ms`.padStart(10)} ${`${run.megabytes ?? '?'} MB`.padStart(8)}   ${(run.milliseconds / ours).toFixed(1)} times our full build; ${does}`;

const sizeLines = (figures: Measured): readonly string[] => {
  const { events, saved, few, all, document, cold, coldMegabytes, peers } = figures;
  const line = (what: string, figure: string): string => `  ${what.padEnd(42)} ${figure.padStart(10)}`;
  return [
    `${events} events`,
    line('save to told, median', `${saved.median.toFixed(0)} ms`),
    line(`a shared type of ${few.regenerated} schemas`, `${few.milliseconds.toFixed(0)} ms`),
    line(`a shared type of ${all.regenerated} schemas`, `${all.milliseconds.toFixed(0)} ms`),
    line('asyncapi.yaml', `${document.toFixed(0)} ms`),
    `  ${'carillon catalog build'.padEnd(34)} ${`${cold.median.toFixed(0)} ms`.padStart(10)} ${`${coldMegabytes ?? '?'} MB`.padStart(8)}   checks, types, validators, arbitraries, examples, tables, Rust, docs`,
    ...peers.map((peer) => peerLine(cold.median, peer)),
    '',
  ];
};

export const printed = ({ machine, figures, verdicts }: Report): string =>
  [
    `Node ${machine.node}, ${machine.cores} cores, load ${machine.load.toFixed(1)} at the end, in ${machine.place}`,
    '',
    ...figures.flatMap(sizeLines),
    'Limits',
    ...verdicts.map(verdictLine),
  ].join('\n');
