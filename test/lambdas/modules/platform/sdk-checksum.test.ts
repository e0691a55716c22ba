import { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { Md5, Sha256 } from '../../../../lambdas/modules/platform/sdk-checksum.ts';

/** The classes of the SDK itself. */
const { sha256: SdkSha256, md5: SdkMd5 } = new SQSClient({ region: 'eu-central-1' }).config;
if (SdkMd5 === false) throw new Error('The SDK does not check messages.');

const bytes = fc.uint8Array({ maxLength: 200 });

describe.each([
  ['SHA-256', () => new Sha256(), () => new SdkSha256()],
  ['HMAC-SHA-256', () => new Sha256('a secret'), () => new SdkSha256('a secret')],
  [
    'HMAC-SHA-256 with a binary secret',
    () => new Sha256(Uint8Array.of(0, 255)),
    () => new SdkSha256(Uint8Array.of(0, 255)),
  ],
  ['MD5', () => new Md5(), () => new SdkMd5()],
])('%s', (_, own, theirs) => {
  test('returns the digest that the SDK computes, whatever the parts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bytes, { maxLength: 4 }), async (parts) => {
        const [mine, reference] = [own(), theirs()];
        for (const part of parts) {
          mine.update(part);
          reference.update(part);
        }
        expect(await mine.digest()).toEqual(await reference.digest());
      }),
    );
  });

  test('starts again after a reset', async () => {
    const hash = own();
    hash.update(Uint8Array.of(1));
    hash.reset();
    expect(await hash.digest()).toEqual(await theirs().digest());
    expect(await hash.digest()).toHaveLength(hash.digestLength);
  });
});

test('a digest without a secret can be read again, and continued', async () => {
  const [mine, reference] = [new Sha256(), new SdkSha256()];
  for (const hash of [mine, reference]) {
    hash.update(Uint8Array.of(1));
    await hash.digest();
    hash.update(Uint8Array.of(2));
  }
  expect(await mine.digest()).toEqual(await reference.digest());
});

test('computes the published digest of "abc"', async () => {
  const hash = new Sha256();
  hash.update('abc');
  expect(Buffer.from(await hash.digest()).toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  );
});
