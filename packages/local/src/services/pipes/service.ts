import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import { pipesOperations } from './api.ts';
import { filterOf } from './filter.ts';
import { type Pipe, pipesIn } from './pipe.ts';
import { type Positions, positionsIn } from './position.ts';
import { queueReader } from './queue-reader.ts';
import { type Reader, type Runner, run } from './reader.ts';
import { pipeResource } from './resource.ts';
import { streamReader } from './stream-reader.ts';

const OWNER = 'pipes';

const alarmKey = (name: string, kind: 'retry' | 'window'): string => `${kind}|${name}`;

const readerOf = (kernel: Kernel, positions: Positions, pipe: Pipe): Reader => {
  const { alarms } = kernel;
  const source = kernel.sources.open(pipe.source);
  const filter = filterOf(pipe.filters);
  if (source.kind === 'queue') return queueReader(kernel, { pipe, source, filter });
  if (pipe.stream === undefined) throw new TypeError(`pipe ${pipe.name} reads a stream without its parameters`);
  return streamReader(kernel, {
    pipe,
    stream: pipe.stream,
    source,
    filter,
    positions,
    pause: (kind, due) => alarms.set(OWNER, alarmKey(pipe.name, kind), due),
    resume: (kind) => alarms.cancel(OWNER, alarmKey(pipe.name, kind)),
    paused: (kind) => alarms.due(OWNER, alarmKey(pipe.name, kind)) !== undefined,
  });
};

/**
 * Amazon EventBridge Pipes: a durable reader from a source through filter, enrichment and template to a target.
 *
 *   source ─ filter ─ enrichment ─ template ─┬─ target     one commit with
 *                                            └─ position   the reader's place
 */
export const pipes: ServiceFactory = (kernel) => {
  const definitions = pipesIn(kernel.journal);
  const positions = positionsIn(kernel.journal);
  const runners = new Map<string, Runner>();
  let started = false;

  const halt = (name: string): void => {
    runners.get(name)?.stop();
    runners.delete(name);
  };
  const begin = (pipe: Pipe): void => {
    const runner = run(kernel, readerOf(kernel, positions, pipe), `pipes: ${pipe.name}`);
    runners.set(pipe.name, runner);
    kernel.journal.afterCommit(runner.wake);
  };
  const changed = (name: string): void => {
    const pipe = definitions.find(name);
    if (pipe === undefined)
      for (const kind of ['retry', 'window'] as const) kernel.alarms.cancel(OWNER, alarmKey(name, kind));
    if (!started) return;
    halt(name);
    if (pipe?.desiredState === 'RUNNING') begin(pipe);
  };
  kernel.alarms.on(OWNER, (key) => {
    const [kind, name] = [key.slice(0, key.indexOf('|')), key.slice(key.indexOf('|') + 1)];
    kernel.journal.afterCommit(() => {
      const runner = runners.get(name);
      if (kind === 'window') runner?.windowClosed();
      else runner?.wake();
    });
  });

  return {
    name: 'pipes',
    resources: { 'AWS::Pipes::Pipe': pipeResource(kernel, definitions, positions, changed) },
    operations: { ...pipesOperations(kernel, definitions, changed) },
    start() {
      started = true;
      for (const pipe of definitions.all()) changed(pipe.name);
    },
    async stop() {
      started = false;
      for (const name of [...runners.keys()]) halt(name);
    },
  };
};
