import { type Environment, readEnvironment } from '@carillon/constructs/environment';
import {
  flag,
  group,
  oneOf,
  optional,
  type SettingsOf,
  text,
  wholeNumber,
} from '@carillon/constructs/environment-setting';

/** This application's own part of `infra/environments/<name>.json`. */
interface OwnSettings {
  /** Days that an export's files stay after the run that read them. */
  readonly exportRetentionDays: number;
  /** An existing HealthLake datastore; without it one is created. */
  readonly datastoreId?: string;
  readonly signIn: SignInSettings;
}

/** How strict the user pool is. */
export interface SignInSettings {
  readonly mfa: 'OFF' | 'OPTIONAL' | 'ON';
  /** Cognito's Plus plan: blocks passwords known from breaches and sign-ins that look taken over. */
  readonly threatProtection: boolean;
}

/** What an environment says of this application. */
export type Settings = Environment & OwnSettings;

export const OWN_SETTINGS: SettingsOf<OwnSettings> = {
  exportRetentionDays: wholeNumber(1, 3_650, 'a whole number of days from 1 to 3650'),
  datastoreId: optional(text(/^[0-9a-f]{32}$/, 'a datastore id of 32 lower-case hex digits')),
  signIn: group<SignInSettings>({ mfa: oneOf(['OFF', 'OPTIONAL', 'ON']), threatProtection: flag }),
};

/** The settings of an environment of the project at `root`. @throws DeclarationError with every fault of its file */
export const readSettings = (root: string, environment: string): Settings =>
  readEnvironment<OwnSettings>(root, environment, OWN_SETTINGS);
