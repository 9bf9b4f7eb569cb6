import type { ConsumerContract } from '@carillon/catalog/contracts';
import { type CallbackResumerEvent, callbackResumer } from '../../../generated/subscriptions.ts';
import { resumeRun } from './resume-run.ts';

export const contract: ConsumerContract<CallbackResumerEvent> = {
  subscription: callbackResumer,
  ordered: 'The first end of a job that is told is the end of its wait; HealthLake gives a job one end.',
  async world(events) {
    const tokens = new Map(events.map(({ detail }) => [detail.data.runId, `token of ${detail.data.runId}`]));
    const told = new Map<string, unknown>();
    const task = {
      heartbeat: async (token: string) => void told.set(token, 'awake'),
      succeed: async (token: string, output: unknown) => void told.set(token, { output }),
      fail: async (token: string, error: string) => void told.set(token, { error }),
    };
    const records = {
      tokenOf: async (runId: string) => tokens.get(runId),
      forget: async (runId: string) => void tokens.delete(runId),
    };
    return {
      act: (event) => resumeRun(records, task, event),
      effects: async () => [...told].toSorted(([one], [other]) => (one < other ? -1 : 1)),
    };
  },
};
