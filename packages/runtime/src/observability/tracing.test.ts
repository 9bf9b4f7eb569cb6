import { expect, it, vi } from 'vitest';

interface Segment {
  readonly name: string;
  readonly flags: string[];
}

const { made, segments } = vi.hoisted(() => ({ made: [] as unknown[], segments: [] as Segment[] }));

vi.mock('@aws-lambda-powertools/tracer', () => ({
  Tracer: class {
    constructor(options: unknown) {
      made.push(options);
    }
    getSegment() {
      return {
        addNewSubsegment: (name: string) => {
          const flags: string[] = [];
          segments.push({ name, flags });
          return { addFaultFlag: () => flags.push('fault'), close: () => flags.push('closed') };
        },
      };
    }
    setSegment(): void {}
    annotateColdStart(): void {}
    addServiceNameAnnotation(): void {}
    putAnnotation(name: string, id: string): void {
      segments.at(-1)?.flags.push(`${name}=${id}`);
    }
  },
}));

it('traces a handler without the paths of its requests, which may hold the id of a person', async () => {
  vi.stubEnv('AWS_XRAY_DAEMON_ADDRESS', '127.0.0.1:2000');
  const { instrument } = await import('./instrument.ts');
  const { log, handler } = instrument({ dataIds: ['orderId'] });
  const failing = handler(async () => {
    log.appendEventKeys({ metadata: { id: 'e-1' }, data: { orderId: 'o-1', name: 'Ada' } });
    throw new Error('SECRET');
  });
  await expect(failing({})).rejects.toThrow('SECRET');
  expect(made).toEqual([{ captureHTTPsRequests: false }]);
  expect(segments).toEqual([{ name: '## handler', flags: ['eventId=e-1', 'orderId=o-1', 'fault', 'closed'] }]);
  vi.unstubAllEnvs();
});
