import type {
  DecryptRequest,
  DecryptResponse,
  DescribeKeyRequest,
  DescribeKeyResponse,
  EncryptRequest,
  EncryptResponse,
  GenerateDataKeyRequest,
  GenerateDataKeyResponse,
  ListAliasesResponse,
} from '@aws-sdk/client-kms';
import { AwsError, isAwsError } from '../../kernel/errors.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { AnyOperation, Operation, Permission } from '../../kernel/operations.ts';
import { keyIdOf, open, seal } from './cipher.ts';
import { type Key, type Keys, keyArn } from './key.ts';

const usable = (key: Key): Key => {
  if (key.enabled) return key;
  throw new AwsError('DisabledException', `${key.id} is disabled.`);
};

export const kmsOperations = (kernel: Kernel, keys: Keys): Readonly<Record<string, AnyOperation>> => {
  /** Permission is on the key, whatever it is named by; on the name when there is no such key. */
  const on = (action: string, keyId: string | undefined): readonly Permission[] => {
    try {
      return [{ action: `kms:${action}`, resource: keyArn(kernel, keys.expect(keyId).id) }];
    } catch (error) {
      if (!isAwsError(error)) throw error;
      return [{ action: `kms:${action}`, resource: keyId ?? '' }];
    }
  };
  const sealed = (key: Key, plaintext: Uint8Array, context: Readonly<Record<string, string>> = {}): Uint8Array =>
    seal({ keyId: key.id, material: key.material, nonce: kernel.identity.hex(24) }, plaintext, context);

  const describe: Operation<DescribeKeyRequest, DescribeKeyResponse> = {
    needs: ({ KeyId }) => on('DescribeKey', KeyId),
    run({ KeyId }) {
      const { id, description, createdAt, enabled } = keys.expect(KeyId);
      return {
        KeyMetadata: {
          AWSAccountId: kernel.account,
          KeyId: id,
          Arn: keyArn(kernel, id),
          CreationDate: new Date(createdAt),
          Description: description,
          Enabled: enabled,
          KeyState: enabled ? 'Enabled' : 'Disabled',
          KeyManager: 'CUSTOMER',
          KeySpec: 'SYMMETRIC_DEFAULT',
          KeyUsage: 'ENCRYPT_DECRYPT',
          Origin: 'AWS_KMS',
          EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
        },
      };
    },
  };
  const encrypt: Operation<EncryptRequest, EncryptResponse> = {
    needs: ({ KeyId }) => on('Encrypt', KeyId),
    run({ KeyId, Plaintext = new Uint8Array(), EncryptionContext }) {
      if (Plaintext.length === 0 || Plaintext.length > 4096)
        throw new AwsError('ValidationException', 'Plaintext has 1 to 4096 bytes.');
      const key = usable(keys.expect(KeyId));
      return { KeyId: keyArn(kernel, key.id), CiphertextBlob: sealed(key, Plaintext, EncryptionContext) };
    },
  };
  const decrypt: Operation<DecryptRequest, DecryptResponse> = {
    needs: ({ KeyId, CiphertextBlob = new Uint8Array() }) => on('Decrypt', KeyId ?? keyIdOf(CiphertextBlob)),
    run({ KeyId, CiphertextBlob = new Uint8Array(), EncryptionContext = {} }) {
      const key = usable(keys.expect(keyIdOf(CiphertextBlob)));
      if (KeyId !== undefined && keys.expect(KeyId).id !== key.id)
        throw new AwsError('IncorrectKeyException', 'The ciphertext was made with another key.');
      return { KeyId: keyArn(kernel, key.id), Plaintext: open(key.material, CiphertextBlob, EncryptionContext) };
    },
  };
  const generate: Operation<GenerateDataKeyRequest, GenerateDataKeyResponse> = {
    needs: ({ KeyId }) => on('GenerateDataKey', KeyId),
    run({ KeyId, KeySpec, NumberOfBytes, EncryptionContext }) {
      const bytes = NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32);
      const key = usable(keys.expect(KeyId));
      const Plaintext = Buffer.from(kernel.identity.hex(bytes * 2), 'hex');
      return { KeyId: keyArn(kernel, key.id), Plaintext, CiphertextBlob: sealed(key, Plaintext, EncryptionContext) };
    },
  };
  const listAliases: Operation<object, ListAliasesResponse> = {
    needs: () => [{ action: 'kms:ListAliases', resource: '*' }],
    run: () => ({
      Truncated: false,
      Aliases: keys.aliases().map(([AliasName, TargetKeyId]) => ({ AliasName, TargetKeyId })),
    }),
  };
  return {
    DescribeKey: describe,
    Encrypt: encrypt,
    Decrypt: decrypt,
    GenerateDataKey: generate,
    ListAliases: listAliases,
  };
};
