/** What a page can ask for. */
export const RUNS = 'runs';
export const CHANGES = 'changes';
export const PATIENTS = 'patients';
export const SITES = 'sites';

/** All that happens to one run. */
export const runSubject = (runId: string): string => `run/${runId}`;

const SUBJECT = new RegExp(`^(?:${[RUNS, CHANGES, PATIENTS, SITES].join('|')}|run/[A-Za-z0-9_.:-]{1,128})$`);

/** A page that wants more than this wants {@link RUNS}. */
const MOST = 20;

/** What a page sends: `{"action":"subscribe","subjects":["runs","run/..."]}`. */
export type SubscribeRequest =
  | { readonly ok: true; readonly subjects: readonly string[] }
  | { readonly ok: false; readonly code: 'NOT_JSON' | 'NO_SUBJECTS' | 'TOO_MANY' | 'UNKNOWN_SUBJECT' };

const parsed = (body: string): { readonly subjects?: unknown } | undefined => {
  try {
    return Object(JSON.parse(body));
  } catch {
    return undefined;
  }
};

export const readSubscribeRequest = (body: string | undefined): SubscribeRequest => {
  const request = parsed(body ?? '');
  if (request === undefined) return { ok: false, code: 'NOT_JSON' };
  const { subjects } = request;
  if (!Array.isArray(subjects) || subjects.length === 0) return { ok: false, code: 'NO_SUBJECTS' };
  if (subjects.length > MOST) return { ok: false, code: 'TOO_MANY' };
  const known = subjects.filter((subject) => typeof subject === 'string').filter((subject) => SUBJECT.test(subject));
  if (known.length < subjects.length) return { ok: false, code: 'UNKNOWN_SUBJECT' };
  return { ok: true, subjects: [...new Set(known)] };
};
