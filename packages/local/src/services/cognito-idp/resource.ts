import { createHash } from 'node:crypto';
import { RefusedError } from '../../kernel/errors.ts';
import { isJsonObject, type JsonObject } from '../../kernel/json.ts';
import { executed, inert, list, object, oneOf } from '../../kernel/property-rules.ts';
import type { Declared, ResourceType } from '../../kernel/service.ts';
import type { CognitoParts } from './api.ts';
import { PREFIX } from './http.ts';
import type { PasswordPolicy } from './user-pool.ts';

const label = inert('a label for people');
const messages = inert('no message is sent from this machine');

const hashOf = (declared: Declared): bigint =>
  BigInt(`0x${createHash('sha256').update(`${declared.stack}/${declared.logicalId}`).digest('hex')}`);

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const base62 = (value: bigint, length: number): string => {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text += BASE62[Number(rest % 62n)];
  return text;
};

const text = (properties: JsonObject, name: string): string | undefined => {
  const value = properties[name];
  return value === undefined || value === null ? undefined : String(value);
};

const objectIn = (properties: JsonObject, name: string): JsonObject => {
  const value = properties[name];
  return isJsonObject(value) ? value : {};
};

/** "If you do not specify a policy": eight characters of every kind. */
const passwordPolicyOf = (properties: JsonObject): PasswordPolicy => {
  const policy = objectIn(objectIn(properties, 'Policies'), 'PasswordPolicy');
  const given = Object.keys(policy).length > 0;
  const needs = (name: string): boolean => (given ? text(policy, name) === 'true' : true);
  return {
    minimumLength: Number(text(policy, 'MinimumLength') ?? 8),
    requireLowercase: needs('RequireLowercase'),
    requireUppercase: needs('RequireUppercase'),
    requireNumbers: needs('RequireNumbers'),
    requireSymbols: needs('RequireSymbols'),
  };
};

const userPool = ({ kernel, pools }: CognitoParts): ResourceType => ({
  properties: {
    UserPoolName: executed,
    UserPoolTags: label,
    AccountRecoverySetting: inert('ForgotPassword is refused when it is called'),
    AdminCreateUserConfig: object({
      AllowAdminCreateUserOnly: inert('SignUp is refused when it is called, whatever this says'),
      InviteMessageTemplate: messages,
    }),
    Policies: object({
      PasswordPolicy: object({
        MinimumLength: executed,
        RequireLowercase: executed,
        RequireUppercase: executed,
        RequireNumbers: executed,
        RequireSymbols: executed,
        TemporaryPasswordValidityDays: inert('a temporary password opens nothing here'),
      }),
    }),
    UsernameConfiguration: object({ CaseSensitive: executed }),
    AutoVerifiedAttributes: messages,
    EmailVerificationMessage: messages,
    EmailVerificationSubject: messages,
    SmsVerificationMessage: messages,
    VerificationMessageTemplate: messages,
    DeletionProtection: inert('the local pool goes with its data folder'),
    MfaConfiguration: oneOf('OFF'),
    UserPoolTier: inert('a tier is a price'),
    UserPoolAddOns: object({ AdvancedSecurityMode: oneOf('OFF') }),
  },
  declare(declared) {
    const { properties } = declared;
    const id = `${kernel.region}_${base62(hashOf(declared), 9)}`;
    const arn = `arn:aws:cognito-idp:${kernel.region}:${kernel.account}:userpool/${id}`;
    const issuer = `${kernel.endpoint}${PREFIX}/${id}`;
    pools.pools.set(id, {
      id,
      arn,
      issuer,
      name: text(properties, 'UserPoolName') ?? declared.physicalName(128),
      caseSensitive: text(objectIn(properties, 'UsernameConfiguration'), 'CaseSensitive') === 'true',
      passwordPolicy: passwordPolicyOf(properties),
    });
    const ProviderName = `cognito-idp.${kernel.region}.amazonaws.com/${id}`;
    return { ref: id, attributes: { Arn: arn, UserPoolId: id, ProviderName, ProviderURL: issuer } };
  },
  remove: (ref) => void pools.pools.delete(ref),
});

const poolIdOf = ({ pools }: CognitoParts, properties: JsonObject): string => {
  const id = text(properties, 'UserPoolId') ?? '';
  if (pools.pools.has(id)) return id;
  throw new RefusedError('/UserPoolId', id, 'Refer to an AWS::Cognito::UserPool of this template.');
};

const UNIT_SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 };

const validity = (properties: JsonObject, token: 'AccessToken' | 'IdToken' | 'RefreshToken'): number => {
  const unit = text(objectIn(properties, 'TokenValidityUnits'), token) ?? (token === 'RefreshToken' ? 'days' : 'hours');
  const value = Number(text(properties, `${token}Validity`) ?? (token === 'RefreshToken' ? 30 : 1));
  return value * (UNIT_SECONDS[unit] ?? 3_600);
};

const units = oneOf('seconds', 'minutes', 'hours', 'days');

const userPoolClient = (parts: CognitoParts): ResourceType => ({
  properties: {
    UserPoolId: executed,
    ClientName: label,
    ExplicitAuthFlows: list(
      oneOf(
        'ALLOW_USER_PASSWORD_AUTH',
        'ALLOW_ADMIN_USER_PASSWORD_AUTH',
        'ALLOW_REFRESH_TOKEN_AUTH',
        // Permitted, and refused when it is used: InitiateAuth says which flows are executed.
        'ALLOW_USER_SRP_AUTH',
      ),
    ),
    GenerateSecret: oneOf(false),
    PreventUserExistenceErrors: oneOf('ENABLED', 'LEGACY'),
    AccessTokenValidity: executed,
    IdTokenValidity: executed,
    RefreshTokenValidity: executed,
    TokenValidityUnits: object({ AccessToken: units, IdToken: units, RefreshToken: units }),
    EnableTokenRevocation: inert('RevokeToken is refused when it is called'),
    SupportedIdentityProviders: list(oneOf('COGNITO')),
    AllowedOAuthFlowsUserPoolClient: oneOf(false),
  },
  declare(declared) {
    const { properties } = declared;
    const id = hashOf(declared).toString(36).slice(0, 26);
    const flows = properties.ExplicitAuthFlows;
    parts.pools.clients.set(id, {
      id,
      poolId: poolIdOf(parts, properties),
      authFlows: (Array.isArray(flows) ? flows : []).map(String),
      tellsUnknownUsers: text(properties, 'PreventUserExistenceErrors') === 'LEGACY',
      accessTokenSeconds: validity(properties, 'AccessToken'),
      idTokenSeconds: validity(properties, 'IdToken'),
      refreshTokenSeconds: validity(properties, 'RefreshToken'),
    });
    return {
      ref: id,
      attributes: { ClientId: id, Name: text(properties, 'ClientName') ?? declared.physicalName(128) },
    };
  },
  remove: (ref) => void parts.pools.clients.delete(ref),
});

const userPoolGroup = (parts: CognitoParts): ResourceType => ({
  properties: {
    UserPoolId: executed,
    GroupName: executed,
    Description: label,
    Precedence: inert('tokens name groups, not roles, here'),
  },
  declare(declared) {
    const name = text(declared.properties, 'GroupName') ?? declared.physicalName(128);
    parts.pools.groups.add(`${poolIdOf(parts, declared.properties)}/${name}`);
    return { ref: name, attributes: {} };
  },
});

export const cognitoResources = (parts: CognitoParts): Readonly<Record<string, ResourceType>> => ({
  'AWS::Cognito::UserPool': userPool(parts),
  'AWS::Cognito::UserPoolClient': userPoolClient(parts),
  'AWS::Cognito::UserPoolGroup': userPoolGroup(parts),
});
