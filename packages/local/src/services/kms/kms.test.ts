import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { declared, type TestKernel, testKernel } from '../../kernel/test-kernel.ts';
import { kms } from './service.ts';

let kernel: TestKernel;
let types: ReturnType<typeof kms>['resources'];
let KeyId: string;
const call = <O>(operation: string, input: object): Promise<O> =>
  kernel.operations.call('kms', operation, { KeyId, ...input }, { caller: 'root', requestId: 'r' }) as Promise<O>;
type Sealed = { readonly CiphertextBlob: Uint8Array; readonly Plaintext: Uint8Array };

beforeEach(() => {
  kernel = testKernel();
  types = kernel.add(kms).resources;
  KeyId = String(types['AWS::KMS::Key']?.declare(declared('K', { EnableKeyRotation: true })).attributes.Arn);
});

describe('a key', () => {
  it('gives back what it encrypted, under the same context and no other', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 200 });
    const context = fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 });
    await fc.assert(
      fc.asyncProperty(bytes, context, async (Plaintext, EncryptionContext) => {
        const { CiphertextBlob } = await call<Sealed>('Encrypt', { Plaintext, EncryptionContext });
        const opened = await call<Sealed>('Decrypt', { KeyId: undefined, CiphertextBlob, EncryptionContext });
        expect(Buffer.from(opened.Plaintext)).toEqual(Buffer.from(Plaintext));
        const other = { ...EncryptionContext, other: 'context' };
        await expect(call('Decrypt', { CiphertextBlob, EncryptionContext: other })).rejects.toMatchObject({
          code: 'InvalidCiphertextException',
        });
      }),
      { numRuns: 30 },
    );
  });

  it('generates data keys that it can open again', async () => {
    const made = await call<Sealed>('GenerateDataKey', { KeySpec: 'AES_256' });
    expect(made.Plaintext.length).toBe(32);
    const opened = await call<Sealed>('Decrypt', { CiphertextBlob: made.CiphertextBlob });
    expect(Buffer.from(opened.Plaintext)).toEqual(made.Plaintext);
  });

  it('is the same key at the next start, under its alias as well, and tells nobody its material', async () => {
    const again = types['AWS::KMS::Key']?.declare(declared('K', {}));
    types['AWS::KMS::Alias']?.declare(declared('A', { AliasName: 'alias/main', TargetKeyId: again?.ref ?? '' }));
    const described = await call<{ KeyMetadata: { Arn: string } }>('DescribeKey', { KeyId: 'alias/main' });
    expect(described.KeyMetadata.Arn).toBe(KeyId);
    expect(JSON.stringify(described)).not.toMatch(/[0-9a-f]{64}/);
  });

  it.each([
    ['DescribeKey', { KeyId: 'none' }, 'NotFoundException'],
    ['Encrypt', { Plaintext: new Uint8Array(4097) }, 'ValidationException'],
    ['Decrypt', { CiphertextBlob: new Uint8Array(3) }, 'InvalidCiphertextException'],
  ])('%s refuses what KMS refuses: %s', async (operation, input, code) => {
    await expect(call(operation, input)).rejects.toMatchObject({ code });
  });

  it('that is disabled encrypts nothing', async () => {
    types['AWS::KMS::Key']?.declare(declared('K', { Enabled: false }));
    await expect(call('Encrypt', { Plaintext: new Uint8Array(1) })).rejects.toMatchObject({
      code: 'DisabledException',
    });
  });
});
