import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DeclarationError } from './declaration-error.ts';
import {
  faultsIn,
  flag,
  group,
  listOf,
  mapOf,
  oneOf,
  optional,
  type SettingsOf,
  text,
  wholeNumber,
} from './environment-setting.ts';

/** What differs between the accounts that an application is deployed to: `infra/environments/<name>.json`. */
export interface Environment {
  /** The file's name: `dev`, `prod`. */
  readonly name: string;
  /** Where it may be deployed, and nowhere else; without them, wherever the command line's credentials are. */
  readonly account?: string;
  readonly region?: string;
  /** Whether stored data outlives its stack: deletion and termination protection, and Retain. */
  readonly protect: boolean;
  /** One of CloudWatch's periods ("PutRetentionPolicy"). */
  readonly logRetentionDays: number;
  /** Subnets that reach the AWS services used; without it functions run in Lambda's own network. */
  readonly vpc?: VpcSettings;
  readonly lake?: LakeSettings;
  /** Who gets the alarms; each address confirms by a mail of SNS. */
  readonly alarmEmails?: readonly string[];
}

/** The network of all functions. */
export interface VpcSettings {
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
}

/** How the archive is read as tables. */
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

/** CloudWatch Logs API Reference, PutRetentionPolicy, `retentionInDays`. */
const LOG_RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const VPC: SettingsOf<VpcSettings> = {
  subnetIds: listOf(/^subnet-[0-9a-f]{8,17}$/, 'ids of subnets, as in ["subnet-0a1b2c3d"]'),
  securityGroupIds: listOf(/^sg-[0-9a-f]{8,17}$/, 'ids of security groups, as in ["sg-0a1b2c3d"]'),
};

const LAKE: SettingsOf<LakeSettings> = {
  partitions: optional(
    mapOf(
      listOf(/^[^,\s]+$/, ''),
      'lists of values by column, as in {"color": ["red", "blue"]}, without commas in them',
    ),
  ),
  fromYear: optional(wholeNumber(2000, 2100, 'a year from 2000 to 2100')),
  parquet: optional(flag),
  scanLimitGb: optional(wholeNumber(1, 100_000)),
};

const ENVIRONMENT: SettingsOf<Omit<Environment, 'name'>> = {
  account: optional(text(/^\d{12}$/, 'an account id of 12 digits, as text')),
  region: optional(text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'a region, as in "eu-central-1"')),
  protect: flag,
  logRetentionDays: oneOf(
    LOG_RETENTION_DAYS,
    `a number of days that CloudWatch Logs knows: ${LOG_RETENTION_DAYS.join(', ')}`,
  ),
  vpc: optional(group(VPC)),
  lake: optional(group(LAKE)),
  alarmEmails: optional(listOf(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'e-mail addresses, as in ["on-call@example.org"]')),
};

/** A region and an account pin a stack together only. */
const pinFaults = ({ account, region }: Partial<Environment>): readonly string[] => [
  ...(region !== undefined && account === undefined ? ['/account is missing: a region alone pins nothing.'] : []),
  ...(account !== undefined && region === undefined ? ['/region is missing: an account alone pins nothing.'] : []),
];

/**
 * An environment of the file's content; `own` are the application's own settings, beside those of {@link Environment}.
 * @throws DeclarationError with every fault of the file, where it is and how to fix it.
 */
export const environmentFrom = <Own = unknown>(
  name: string,
  file: string,
  given: unknown,
  own: SettingsOf<Own>,
): Environment & Own => {
  const faults = faultsIn(given, { ...ENVIRONMENT, ...own }, '');
  const all = [...faults, ...pinFaults((given ?? {}) as Partial<Environment>)];
  if (all.length > 0)
    throw new DeclarationError(
      'INVALID_ENVIRONMENT',
      `${file} cannot be used:\n${all.map((fault) => `  ${fault}`).join('\n')}`,
    );
  // Every property was just checked.
  return { ...(given as Environment & Own), name };
};

const FOLDER = 'infra/environments';

const parsed = (file: string, content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new DeclarationError('INVALID_ENVIRONMENT', `${file} is not JSON: ${reason}`, undefined, cause);
  }
};

/** Names of the environments of the project at `root`, sorted. */
export const environmentNames = (root: string): readonly string[] =>
  globSync(`${FOLDER}/*.json`, { cwd: root })
    .map((file) => basename(file, '.json'))
    .sort();

/**
 * `infra/environments/<name>.json` of the project at `root`, checked.
 * @throws DeclarationError saying which environments exist, or what is wrong with this one.
 */
export const readEnvironment = <Own = unknown>(root: string, name: string, own: SettingsOf<Own>): Environment & Own => {
  const known = environmentNames(root);
  if (!known.includes(name))
    throw new DeclarationError(
      'NO_ENVIRONMENT',
      `There is no environment "${name}"; there are ${known.join(', ')}.`,
      `Add ${FOLDER}/${name}.json, or name another by --context environment=<name>.`,
    );
  const file = `${FOLDER}/${name}.json`;
  return environmentFrom(name, file, parsed(file, readFileSync(join(root, file), 'utf8')), own);
};
