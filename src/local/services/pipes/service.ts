import type { Kernel, ServiceFactory } from '../../kernel/kernel.ts';
import { pipesOperations } from './api.ts';
import type { Pipe } from './pipe.ts';
import { queueReader } from './queue-reader.ts';
import { pipeResource } from './resource.ts';
import { type Reader, type Standing, streamReader } from './stream-reader.ts';

const readerOf = (kernel: Kernel, pipe: Pipe): Reader => {
  const source = kernel.sources.open(pipe.sourceArn);
  if (source.kind === 'stream' && pipe.source.kind === 'stream') return streamReader(kernel, pipe, source, pipe.source);
  if (source.kind === 'queue' && pipe.source.kind === 'queue') return queueReader(kernel, pipe, source, pipe.source);
  throw new Error(`pipe ${pipe.name}: its source is no ${pipe.source.kind}`);
};

/** EventBridge Pipes: each pipe is one reader of one source, its place kept in the journal. */
export const pipes: ServiceFactory = (kernel) => {
  const { journal, alarms } = kernel;
  const table = journal.table<Pipe>('pipes_pipes');
  const standings = journal.table<Standing>('pipes_standings');
  const readers = new Map<string, Reader>();
  const all = (): readonly Pipe[] => table.scan().map(([, pipe]) => pipe);

  alarms.on('pipes_retry', (name) => journal.afterCommit(() => readers.get(name)?.wake()));
  const keep = (pipe: Pipe): void => {
    table.put(pipe.name, { ...pipe, createdAt: table.get(pipe.name)?.createdAt ?? pipe.createdAt });
  };
  const remove = (name: string): void => {
    table.delete(name);
    standings.delete(name);
    alarms.cancel('pipes_retry', name);
  };
  return {
    name: 'pipes',
    resources: { 'AWS::Pipes::Pipe': pipeResource(kernel, keep, remove) },
    operations: pipesOperations(kernel, all),
    start() {
      for (const pipe of all()) {
        if (pipe.state !== 'RUNNING') continue;
        const reader = readerOf(kernel, pipe);
        readers.set(pipe.name, reader);
        reader.wake();
      }
    },
    async stop() {
      await Promise.all([...readers.values()].map((reader) => reader.stop()));
    },
  };
};
