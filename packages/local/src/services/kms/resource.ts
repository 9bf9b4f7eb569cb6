import { RefusedError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { executed, inert, oneOf } from '../../kernel/property-rules.ts';
import type { ResourceType } from '../../kernel/service.ts';
import { type Keys, keyArn, nameOf } from './key.ts';

const keyType = (kernel: Kernel, keys: Keys): ResourceType => ({
  properties: {
    Description: executed,
    Enabled: executed,
    EnableKeyRotation: inert('One backing key serves for the life of the data folder.'),
    RotationPeriodInDays: inert('One backing key serves for the life of the data folder.'),
    KeyPolicy: inert('Calls are judged by the policies of the role that calls; no resource policy is evaluated.'),
    KeySpec: oneOf('SYMMETRIC_DEFAULT'),
    KeyUsage: oneOf('ENCRYPT_DECRYPT'),
    MultiRegion: oneOf(false),
    PendingWindowInDays: inert('A key that the template drops is gone at once.'),
    Tags: inert('Nothing on one machine is chosen by tag.'),
  },
  declare(declared) {
    const { Description, Enabled } = declared.properties;
    const description = typeof Description === 'string' ? Description : '';
    const { id } = keys.keep(declared.physicalName(), { description, enabled: String(Enabled ?? true) === 'true' });
    return { ref: id, attributes: { Arn: keyArn(kernel, id), KeyId: id } };
  },
  remove: (id) => keys.remove(id),
});

const aliasType = (kernel: Kernel, keys: Keys): ResourceType => ({
  properties: { AliasName: executed, TargetKeyId: executed },
  declare({ properties }) {
    const name = String(properties.AliasName);
    if (!/^alias\/(?!aws\/)[A-Za-z0-9/_-]+$/.test(name))
      throw new RefusedError('/AliasName', name, 'An alias is alias/ and letters, digits, slashes, _ and -.');
    keys.putAlias(name, nameOf(String(properties.TargetKeyId)));
    return { ref: name, attributes: { Arn: `arn:aws:kms:${kernel.region}:${kernel.account}:${name}` } };
  },
  remove: (name) => keys.removeAlias(name),
});

export const kmsResources = (kernel: Kernel, keys: Keys): Readonly<Record<string, ResourceType>> => ({
  'AWS::KMS::Key': keyType(kernel, keys),
  'AWS::KMS::Alias': aliasType(kernel, keys),
});
