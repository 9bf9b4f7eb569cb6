/** What differs between the places the system is deployed to: `infra/environments/<name>.json`. */
export interface Environment {
  /** The file's name: `dev`, `prod`. */
  readonly name: string;
  /** Where it may be deployed, and nowhere else; without them, wherever the command line's credentials are. */
  readonly account?: string;
  readonly region?: string;
  /** Whether what is kept outlives its stack: deletion and termination protection, and Retain. */
  readonly protect: boolean;
  /** One of {@link LOG_RETENTION_DAYS}. */
  readonly logRetentionDays: number;
  /** Days that an export's files stay after the run that read them. */
  readonly exportRetentionDays: number;
  /** A HealthLake datastore that is there already; without it one is created. */
  readonly datastoreId?: string;
  readonly signIn: SignInSettings;
  /** Subnets that reach the AWS services used (docs/deploy.md); without it functions run in Lambda's own network. */
  readonly vpc?: VpcSettings;
  readonly lake?: LakeSettings;
  /** Who hears alarms; each address confirms by a mail of SNS. */
  readonly alarmEmails?: readonly string[];
}

export interface SignInSettings {
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** Cognito's Plus plan: blocks passwords known from breaches and sign-ins that look taken over. */
  readonly threatProtection: boolean;
}

export interface VpcSettings {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

export interface LakeSettings {
  /** Values of a table's own partition column; without them each query must name one. */
  readonly partitions?: Readonly<Record<string, readonly string[]>>;
  /** The first year in which an archived event happened. Default 2020. */
  readonly fromYear?: number;
  /** Whether the tables read a Parquet copy below parquet/ instead of events/. */
  readonly parquet?: boolean;
  /** The most that one query may scan, in GB. Default 10. */
  readonly scanLimitGb?: number;
}

/** The environment is not there, or cannot be used; the message says where and how to mend it. */
export class EnvironmentError extends Error {
  readonly code = 'ENVIRONMENT';
}

/** CloudWatch Logs API Reference, PutRetentionPolicy, `retentionInDays`. */
const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What a value must be, in words for the refusal, and whether it is. */
interface Rule {
  readonly expected: string;
  readonly required?: true;
  readonly holds: (value: unknown) => boolean;
}

type Rules = Readonly<Record<string, Rule>>;

const matching =
  (pattern: RegExp): Rule['holds'] =>
  (value) =>
    typeof value === 'string' && pattern.test(value);

const listOf =
  (holds: Rule['holds']): Rule['holds'] =>
  (value) =>
    Array.isArray(value) && value.length > 0 && value.every(holds);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const flag: Rule = { expected: 'true or false', required: true, holds: (value) => typeof value === 'boolean' };

const SIGN_IN: Rules = {
  mfa: {
    expected: '"OFF", "OPTIONAL" or "ON"',
    required: true,
    holds: (value) => value === 'OFF' || value === 'OPTIONAL' || value === 'ON',
  },
  threatProtection: flag,
};

const VPC: Rules = {
  subnetIds: {
    expected: 'ids of subnets, as in ["subnet-0a1b2c3d"]',
    required: true,
    holds: listOf(matching(/^subnet-[0-9a-f]{8,17}$/)),
  },
  securityGroupIds: {
    expected: 'ids of security groups, as in ["sg-0a1b2c3d"]',
    required: true,
    holds: listOf(matching(/^sg-[0-9a-f]{8,17}$/)),
  },
};

const whole =
  (least: number, most: number): Rule['holds'] =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most;

const LAKE: Rules = {
  partitions: {
    expected: 'lists of values by column, as in {"siteid": ["1", "2"]}, without commas in them',
    holds: (value) => isObject(value) && Object.values(value).every(listOf(matching(/^[^,\s]+$/))),
  },
  fromYear: { expected: 'a year from 2000 to 2100', holds: whole(2000, 2100) },
  parquet: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
  scanLimitGb: { expected: 'a whole number from 1 to 100000', holds: whole(1, 100_000) },
};

const ENVIRONMENT: Rules = {
  account: { expected: 'an account id of 12 digits, as text', holds: matching(/^\d{12}$/) },
  region: { expected: 'a region, as in "eu-central-1"', holds: matching(/^[a-z]{2}(-[a-z]+)+-\d$/) },
  protect: flag,
  logRetentionDays: {
    expected: `a number of days that CloudWatch Logs knows: ${LOG_RETENTION_DAYS.join(', ')}`,
    required: true,
    holds: (value) => LOG_RETENTION_DAYS.some((days) => days === value),
  },
  exportRetentionDays: {
    expected: 'a whole number of days from 1 to 3650',
    required: true,
    holds: (value) => Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 3650,
  },
  datastoreId: { expected: 'a datastore id of 32 lower-case hex digits', holds: matching(/^[0-9a-f]{32}$/) },
  signIn: { expected: 'an object with mfa and threatProtection', required: true, holds: isObject },
  vpc: { expected: 'an object with subnetIds and securityGroupIds', holds: isObject },
  lake: { expected: 'an object with partitions, fromYear, parquet or scanLimitGb', holds: isObject },
  alarmEmails: {
    expected: 'e-mail addresses, as in ["on-call@example.org"]',
    holds: listOf(matching(/^[^@\s]+@[^@\s]+\.[^@\s]+$/)),
  },
};

/** Everything in `given` that is not as the rules say, each with its place, what came and what may. */
const faultsOf = (given: unknown, rules: Rules, at: string): readonly string[] => {
  if (!isObject(given)) return [];
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(rules, name))
    .map((name) => `${at}${name} is not known; there are ${Object.keys(rules).join(', ')}.`);
  const wrong = Object.entries(rules).flatMap(([name, { expected, required, holds }]) => {
    const value = given[name];
    if (value === undefined) return required ? [`${at}${name} is missing: give ${expected}.`] : [];
    return holds(value) ? [] : [`${at}${name} is ${JSON.stringify(value)}: give ${expected}.`];
  });
  return [...unknown, ...wrong];
};

/** @throws EnvironmentError with every fault of the file, where it is and how to mend it. */
export const environmentFrom = (name: string, file: string, given: unknown): Environment => {
  if (!isObject(given)) throw new EnvironmentError(`${file} holds no JSON object.`);
  const faults = [
    ...faultsOf(given, ENVIRONMENT, '/'),
    ...faultsOf(given.signIn, SIGN_IN, '/signIn/'),
    ...faultsOf(given.vpc, VPC, '/vpc/'),
    ...faultsOf(given.lake, LAKE, '/lake/'),
    ...(given.region !== undefined && given.account === undefined
      ? ['/account is missing: a region alone pins nothing.']
      : []),
    ...(given.account !== undefined && given.region === undefined
      ? ['/region is missing: an account alone pins nothing.']
      : []),
  ];
  if (faults.length > 0)
    throw new EnvironmentError(`${file} cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  // Every property was just looked at.
  return { ...(given as Omit<Environment, 'name'> & object), name };
};
