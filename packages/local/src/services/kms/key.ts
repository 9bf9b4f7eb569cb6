import { AwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';

export interface Key {
  readonly id: string;
  readonly description: string;
  readonly createdAt: number;
  readonly enabled: boolean;
  /** 256 bits, hexadecimal: the backing key. It never leaves the service. */
  readonly material: string;
}

export interface Keys {
  /** Makes it once, then finds it again. */
  keep(physicalName: string, properties: { readonly description: string; readonly enabled: boolean }): Key;
  /** By id, ARN, alias name or alias ARN. @throws AwsError NotFoundException */
  expect(name: string | undefined): Key;
  remove(id: string): void;
  putAlias(name: string, keyId: string): void;
  removeAlias(name: string): void;
  aliases(): readonly (readonly [name: string, keyId: string])[];
}

export const keyArn = ({ region, account }: Pick<Kernel, 'region' | 'account'>, id: string): string =>
  `arn:aws:kms:${region}:${account}:key/${id}`;

/** The id or alias name in whatever a caller names a key by. */
export const nameOf = (text: string): string => text.replace(/^arn:aws:kms:[^:]*:\d*:/, '').replace(/^key\//, '');

export const keysIn = ({ journal, identity, clock }: Kernel): Keys => {
  const keys = journal.table<Key>('kms_keys');
  const ids = journal.table<string>('kms_key_ids');
  const aliases = journal.table<string>('kms_aliases');
  return {
    keep(physicalName, { description, enabled }) {
      const before = keys.get(ids.get(physicalName) ?? '');
      const made = before ?? { id: identity.uuid(), createdAt: clock.now(), material: identity.hex(64) };
      const key = { ...made, description, enabled };
      keys.put(key.id, key);
      ids.put(physicalName, key.id);
      return key;
    },
    expect(text = '') {
      const name = nameOf(text);
      const key = keys.get(name.startsWith('alias/') ? nameOf(aliases.get(name) ?? '') : name);
      if (key !== undefined) return key;
      throw new AwsError('NotFoundException', `Key '${text}' does not exist`);
    },
    remove(id) {
      keys.delete(id);
      for (const [name, known] of ids.scan()) if (known === id) ids.delete(name);
    },
    putAlias: (name, keyId) => aliases.put(name, keyId),
    removeAlias: (name) => void aliases.delete(name),
    aliases: () => aliases.scan(),
  };
};
