/** Where the functions lie that make an event of an older version one of the next. */
export const UPCASTERS = 'src/upcasters';

/** Lists every upcaster for those who need them by schema; written by `carillon event version`. */
export const UPCASTER_LIST: string = `${UPCASTERS}/upcasters.ts`;

/** One step of an event: from a version to the next. */
export interface Step {
  readonly domain: string;
  /** In kebab case. */
  readonly event: string;
  readonly from: number;
}

const STEP = /^src\/upcasters\/([a-z][a-z0-9-]*)\/([a-z][a-z0-9-]*)\/v([1-9]\d*)-to-v([1-9]\d*)\.ts$/;

/** The file of an upcaster, relative to the root. */
export const upcasterFile = ({ domain, event, from }: Step): string =>
  `${UPCASTERS}/${domain}/${event}/v${from}-to-v${from + 1}.ts`;

/** The step that a file is for; undefined for one that is no upcaster's name, or leaves versions out. */
export const stepOf = (file: string): Step | undefined => {
  const [, domain = '', event = '', from = '', to = ''] = STEP.exec(file) ?? [];
  return Number(to) === Number(from) + 1 ? { domain, event, from: Number(from) } : undefined;
};

/** How the list imports a step. */
export const importPathOf = (step: Step): string => upcasterFile(step).replace(UPCASTERS, '.');
