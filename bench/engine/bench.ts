import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engine } from './engine.ts';
import { type Growth, growth } from './growth.ts';
import { median, type Rate, rateOf } from './measure.ts';
import { localStepFunctions } from './peers.ts';
import { probe } from './probe.ts';
import { FIVE_TASKS, FIVE_WITH_OBJECTS, FIVE_WITH_PATHS, INPUT, MIXED, MIXED_INPUT } from './workflows.ts';

const help = `Measures the engine of the local Step Functions, beside what the machine allows and beside others.

  --rounds <n>      rounds, interleaved; the median counts; default 3
  --seconds <n>     seconds for one case in one round; default 2
  --in <dir>        where the durable journals are written; default the temporary folder
  --no-growth       without n, 2n and 4n
  --no-peers        without aws-local-stepfunctions
  --json            print one JSON object
  --help            this text
`;

interface Contestant {
  readonly name: string;
  readonly concurrency: number;
  readonly work: () => Promise<unknown>;
}

interface Figure {
  readonly name: string;
  readonly concurrency: number;
  readonly rates: readonly Rate[];
}

const perSecond = ({ rates }: Figure): number => median(rates.map((rate) => rate.perSecond));

/** Each round does all, so that a slow minute of the machine slows them all. */
const interleaved = async (
  contestants: readonly Contestant[],
  rounds: number,
  seconds: number,
): Promise<readonly Figure[]> => {
  const rates: Rate[][] = contestants.map(() => []);
  for (const { work, concurrency } of contestants) await rateOf(work, concurrency, 500);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { work, concurrency }] of contestants.entries())
      rates[index]?.push(await rateOf(work, concurrency, seconds * 1000));
  return contestants.map(({ name, concurrency }, index) => ({ name, concurrency, rates: rates[index] ?? [] }));
};

const rateLine = (figure: Figure, against: Figure | undefined): string => {
  const { name, concurrency, rates } = figure;
  const [p99, cpu] = [median(rates.map((rate) => rate.p99)), median(rates.map((rate) => rate.cpu))];
  const ratio = against === undefined || against === figure ? '' : (perSecond(figure) / perSecond(against)).toFixed(2);
  return [
    `${name} @${concurrency}`.padEnd(44),
    perSecond(figure).toFixed(0).padStart(8),
    p99.toFixed(1).padStart(9),
    cpu.toFixed(3).padStart(9),
    ratio.padStart(7),
  ].join(' ');
};

const HEADER = `${'a second, median of the rounds'.padEnd(44)}     runs   p99 ms   CPU ms   ratio`;

const growthLine = ({ name, sizes, milliseconds, longestTurn }: Growth): string => {
  const [one = 0, ...more] = milliseconds;
  const times = milliseconds.map((each) => each.toFixed(1).padStart(8)).join('');
  const ratios = more.map((each) => (each / one).toFixed(1).padStart(6)).join('');
  const turn = Math.max(...longestTurn)
    .toFixed(1)
    .padStart(9);
  return `${name.padEnd(42)} ${sizes.join('/').padEnd(16)}${times}${ratios}${turn}`;
};

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '2' },
    in: { type: 'string', default: tmpdir() },
    'no-growth': { type: 'boolean', default: false },
    'no-peers': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

const main = async (): Promise<void> => {
  const [rounds, seconds] = [Number(values.rounds), Number(values.seconds)];
  const folder = mkdtempSync(join(values.in, 'bench-engine-'));
  const durable = engine(join(folder, 'engine.sqlite'));
  const memory = engine();
  const limit = probe(join(folder, 'probe.sqlite'));
  try {
    const grown = values['no-growth'] ? [] : await growth(rounds);
    const machines = [
      ['5 Tasks', durable.machine('tasks', FIVE_TASKS)],
      ['5 Tasks, JSONata paths', durable.machine('paths', FIVE_WITH_PATHS)],
      ['5 Tasks, JSONata objects and $merge', durable.machine('objects', FIVE_WITH_OBJECTS)],
    ] as const;
    const concurrencies = [256, 32, 1];
    const contestants: Contestant[] = concurrencies.flatMap((concurrency) => [
      { name: 'probe', concurrency, work: () => limit.run() },
      ...machines
        .filter((_, index) => index === 0 || concurrency === 256)
        .map(([name, arn]) => ({ name, concurrency, work: () => durable.run(arn, INPUT) })),
    ]);
    const figures = await interleaved(contestants, rounds, seconds);
    const mixed = memory.machine('mixed', MIXED);
    const peer = values['no-peers'] ? undefined : await localStepFunctions();
    const rivals = [1, 32].flatMap((concurrency): Contestant[] => [
      ...(peer === undefined ? [] : [{ name: peer.name, concurrency, work: () => peer.run() }]),
      { name: 'Map(100)+Choice+Parallel, memory', concurrency, work: () => memory.run(mixed, MIXED_INPUT) },
    ]);
    const besides = await interleaved(rivals, rounds, seconds);
    const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), load: loadavg(), node: process.version };
    if (values.json) return console.log(JSON.stringify({ machine, growth: grown, figures, besides }));
    console.log(`${machine.cpu}, ${machine.cores} cores, load ${machine.load[0]?.toFixed(1)}, Node ${machine.node}\n`);
    if (grown.length > 0)
      console.log(
        `${'processor ms at n, 2n, 4n'.padEnd(42)} ${'n/2n/4n'.padEnd(16)}${' '.repeat(24)}  2n/n  4n/n longest turn`,
      );
    for (const each of grown) console.log(growthLine(each));
    console.log(`\n${HEADER}`);
    for (const each of figures)
      console.log(
        rateLine(
          each,
          figures.find(({ name, concurrency }) => name === 'probe' && concurrency === each.concurrency),
        ),
      );
    console.log(peer === undefined ? '\naws-local-stepfunctions is not installed below bench/' : '');
    for (const each of besides)
      console.log(
        rateLine(
          each,
          besides.find(({ name, concurrency }) => name === peer?.name && concurrency === each.concurrency),
        ),
      );
  } finally {
    durable.close();
    memory.close();
    limit.close();
    rmSync(folder, { recursive: true });
  }
};

if (values.help) console.log(help);
else await main();
