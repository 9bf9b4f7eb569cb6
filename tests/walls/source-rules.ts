/** One breach of a rule that an import graph cannot show. */
export interface Breach {
  readonly rule: 'platform-time' | 'star-export' | 'file-name' | 'local-knows-us' | 'event-name-by-hand' | 'no-any';
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** Words of ours that the local cloud must not know: event, table, queue and bus names. */
export interface OurNames {
  readonly events: readonly string[];
  readonly others: readonly string[];
}

/** The platform's clocks, timers, scheduling and random numbers, called, handed on or imported. */
const PLATFORM = new RegExp(
  [
    String.raw`\bDate\.now\b`,
    String.raw`\bnew Date\b(?!\s*\(\s*[^)\s])`,
    String.raw`\bperformance\s*\.`,
    String.raw`\bhrtime\b`,
    String.raw`\b(setTimeout|setInterval|setImmediate|queueMicrotask|nextTick)\b`,
    `['"](node:)?timers(/promises)?['"]`,
    String.raw`\bAbortSignal\.timeout\b|\bAtomics\.wait`,
    String.raw`\bMath\.random\b|\brandom(UUID|Bytes|Int|Fill|FillSync)\b|\bgetRandomValues\b`,
    String.raw`\}\s*=\s*(Date|Math|performance|crypto)\b`,
  ].join('|'),
);

const isTest = (file: string): boolean => /\.(test|test-d|contract)\.ts$/.test(file);
const isComment = (line: string): boolean => /^\s*(\/\/|\/?\*)/.test(line);

/** Files of the local cloud that may reach for the platform besides the kernel, each for its reason. */
const PLATFORM_ALLOWED: ReadonlySet<string> = new Set([
  // The main module of an execution environment, a machine of its own: it hands the rest what it needs.
  'packages/local/src/services/lambda/bootstrap.ts',
]);

type LineRule = (file: string, line: string, names: OurNames) => Breach['rule'] | undefined;

const rules: readonly LineRule[] = [
  (file, line) =>
    file.startsWith('packages/local/src/') &&
    !file.startsWith('packages/local/src/kernel/') &&
    !PLATFORM_ALLOWED.has(file) &&
    !isTest(file) &&
    PLATFORM.test(line)
      ? 'platform-time'
      : undefined,
  (_file, line) => (/^\s*export \* from/.test(line) ? 'star-export' : undefined),
  (file, line, names) =>
    file.startsWith('packages/local/src/') &&
    !isTest(file) &&
    [...names.events, ...names.others].some((name) => line.includes(name))
      ? 'local-knows-us'
      : undefined,
  (file, line, names) =>
    /^(src\/(producers|consumers|workflows)|packages\/(runtime|carillon)\/src)\//.test(file) &&
    !isTest(file) &&
    names.events.some((name) => new RegExp(`['"\`]${name}['"\`]`).test(line))
      ? 'event-name-by-hand'
      : undefined,
  (_file, line) => (/(:\s*any\b|<any>|\bas any\b)/.test(line) ? 'no-any' : undefined),
];

/** Breaches in one file's text; comments may speak of anything. */
export const breachesIn = (file: string, text: string, names: OurNames): readonly Breach[] => {
  const named: readonly Breach[] = /(^|\/)(utils?|helpers?|common|misc)(\.[a-z-]+)*\.ts$/.test(file)
    ? [{ rule: 'file-name', file, line: 1, text: file }]
    : [];
  const found = text.split('\n').flatMap((line, index) =>
    isComment(line)
      ? []
      : rules.flatMap((rule) => {
          const broken = rule(file, line, names);
          return broken === undefined ? [] : [{ rule: broken, file, line: index + 1, text: line.trim() }];
        }),
  );
  return [...named, ...found];
};
