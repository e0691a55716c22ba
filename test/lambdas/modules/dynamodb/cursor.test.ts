import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { Cursors } from '../../../../lambdas/modules/dynamodb/cursor.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { anyText } from '../../../support/engine/any-text.ts';

const position = { id: 'inv_0123456789abcdefghjkmnpqrs', createdAt: '2030-01-01T12:00:00.000Z' };
const context = ['invitations', 'acme', 'pending'];

async function setup() {
  const cursors = new Cursors(async () => 'a secret of the stack', systemRandom);
  return { cursors, cursor: await cursors.seal(position, context) };
}

/** Returns the error for an invalid cursor, which is the same for every cause. */
async function refusal(work: Promise<unknown>): Promise<unknown> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof FoyerError)) return error;
  return { code: error.code, paths: error.errors?.map(({ path }) => path) };
}
const REFUSED = { code: 'invalid_request', paths: ['cursor'] };

describe('a cursor', () => {
  test('continues its list at the position where the page ended', async () => {
    const { cursors, cursor } = await setup();
    await expect(cursors.open(cursor, context)).resolves.toEqual(position);
  });

  test('works in another instance of the function, which has the same secret', async () => {
    const { cursor } = await setup();
    const later = new Cursors(async () => 'a secret of the stack', systemRandom);
    await expect(later.open(cursor, context)).resolves.toEqual(position);
  });

  test('contains the position, and no other field of the row', async () => {
    const { cursors } = await setup();
    const row = { ...position, email: 'grace@example.com' };
    const cursor = await cursors.seal(row, context);
    await expect(cursors.open(cursor, context)).resolves.toEqual(position);
  });

  test('reveals nothing, looks different every time, and is URL-safe', async () => {
    const { cursors, cursor } = await setup();
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toContain('2030');
    expect(await cursors.seal(position, context)).not.toBe(cursor);
  });
});

describe('a cursor is rejected', () => {
  test.each([
    ['of another tenant', ['invitations', 'other', 'pending']],
    ['of another filter', ['invitations', 'acme', 'revoked']],
    ['without a filter', ['invitations', 'acme', '']],
    ['of another list', ['customers', 'acme', 'pending']],
    ['whose name runs into the tenant’s', ['invitationsacme', 'pending']],
    ['without a name', []],
  ])('in the list %s', async (_name, other) => {
    const { cursors, cursor } = await setup();
    expect(await refusal(cursors.open(cursor, other))).toEqual(REFUSED);
  });

  test('if it was encrypted with another key', async () => {
    const { cursor } = await setup();
    const stranger = new Cursors(async () => 'another secret', systemRandom);
    expect(await refusal(stranger.open(cursor, context))).toEqual(REFUSED);
  });

  test('if any of its bytes was changed', async () => {
    const { cursors, cursor } = await setup();
    const bytes = Buffer.from(cursor, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const tampered = Buffer.from(bytes);
      tampered.writeUInt8(bytes.readUInt8(index) ^ 1, index);
      expect(await refusal(cursors.open(tampered.toString('base64url'), context))).toEqual(REFUSED);
    }
  });

  test('if it was truncated at any position', async () => {
    const { cursors, cursor } = await setup();
    for (let length = 0; length < cursor.length; length++)
      expect(await refusal(cursors.open(cursor.slice(0, length), context))).toEqual(REFUSED);
  });

  test('if something was appended to it', async () => {
    const { cursors, cursor } = await setup();
    expect(await refusal(cursors.open(`${cursor}AAAA`, context))).toEqual(REFUSED);
  });

  test('if it never was a cursor', async () => {
    const { cursors } = await setup();
    const garbage = fc.oneof(
      anyText(200),
      fc.base64String(),
      fc.uint8Array({ maxLength: 200 }).map((it) => Buffer.from(it).toString('base64url')),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        expect(await refusal(cursors.open(text, context))).toEqual(REFUSED);
      }),
    );
  });

  test('if it contains something other than a position', async () => {
    const { cursors } = await setup();
    const cursor = await cursors.seal({ id: 7 }, context, z.object({ id: z.number() }));
    expect(await refusal(cursors.open(cursor, context))).toEqual(REFUSED);
  });
});

test('an unreadable secret is an internal error, not an invalid cursor', async () => {
  const { cursor } = await setup();
  const broken = new Cursors(async () => {
    throw new Error('Secrets Manager is out of reach.');
  }, systemRandom);
  await expect(broken.open(cursor, context)).rejects.toThrow('out of reach');
});
