import { describe, expect, test } from 'vitest';

import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DAY } from '../../../../lambdas/modules/platform/clock.ts';
import {
  suppressionFrom,
  type SuppressionReason,
} from '../../../../lambdas/modules/suppressions/suppression.ts';
import {
  DynamoSuppressionReader,
  DynamoSuppressionWriter,
} from '../../../../lambdas/modules/suppressions/suppression-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import { administrator, invite, invitingOn } from '../../../support/modules/invitations.ts';

const ADDRESS = 'grace@example.com';

async function setup() {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const writer = new DynamoSuppressionWriter(table.client, table.tableName);
  return {
    clock,
    pool,
    inviting: invitingOn(table, clock, pool),
    reader: new DynamoSuppressionReader(table.client, table.tableName),
    suppress: (reason: SuppressionReason, at = clock.now()) =>
      writer.add(ADDRESS, suppressionFrom(reason, at)),
  };
}

describe('inviting a suppressed address', () => {
  test.each([
    ['hard_bounce', 'bounced'],
    ['complaint', 'spam'],
    ['suppression_list', 'Amazon SES'],
  ] as const)('is rejected after %s, with what to do instead', async (reason, words) => {
    const { inviting, suppress } = await setup();
    await suppress(reason);
    await expect(invite(inviting, { email: 'Grace@Example.com' })).rejects.toMatchObject({
      code: 'email_suppressed',
      message: expect.stringContaining(words) as string,
      errors: [
        {
          path: 'email',
          message: expect.stringContaining('ask the operator of this installation') as string,
        },
      ],
    });
    await expect(invite(inviting, { email: 'ada@example.com' })).resolves.toBeDefined();
  });

  test.each([
    ['hard_bounce', 90],
    ['complaint', 365],
    ['suppression_list', 14],
  ] as const)(
    'is possible again if %s is %d days old, even before TTL removes the suppression',
    async (reason, days) => {
      const { inviting, suppress, clock } = await setup();
      await suppress(reason);
      clock.advance(days * DAY - 1);
      await expect(invite(inviting)).rejects.toMatchObject({ code: 'email_suppressed' });
      clock.advance(1);
      await expect(invite(inviting)).resolves.toMatchObject({ email: ADDRESS });
    },
  );

  test('returns the earlier response for a request that is repeated', async () => {
    const { inviting, suppress } = await setup();
    const made = await invite(inviting, {}, { idempotencyKey: 'once' });
    await suppress('hard_bounce');
    const repeated = await invite(inviting, {}, { idempotencyKey: 'once' });
    expect(repeated.id).toBe(made.id);
  });

  test('says that the address has an account, if it has one', async () => {
    const { inviting, suppress, pool } = await setup();
    pool.add(ADDRESS, 'Correct-horse-battery-9');
    await suppress('complaint');
    await expect(invite(inviting)).rejects.toMatchObject({ code: 'user_already_exists' });
  });

  test('also rejects a resend, and keeps the existing links', async () => {
    const { inviting, suppress } = await setup();
    const { id } = await invite(inviting);
    await suppress('hard_bounce');
    await expect(resendInvitation(inviting, administrator, id)).rejects.toMatchObject({
      code: 'email_suppressed',
    });
    expect((await inviting.invitations.get(id))?.delivery.sends).toBe(1);
  });
});

describe('two suppressions of an address', () => {
  test('keep the one that lasts longer, in either order', async () => {
    for (const order of [
      ['hard_bounce', 'complaint'],
      ['complaint', 'hard_bounce'],
    ] as const) {
      const { suppress, reader } = await setup();
      for (const reason of order) await suppress(reason);
      await expect(reader.find(ADDRESS)).resolves.toMatchObject({ reason: 'complaint' });
    }
  });

  test('with the same reason last from the later one', async () => {
    const { suppress, reader, clock } = await setup();
    const earlier = clock.now();
    clock.advance(3 * DAY);
    await suppress('hard_bounce');
    await suppress('hard_bounce', earlier);
    await expect(reader.find(ADDRESS)).resolves.toMatchObject({ at: clock.now().toISOString() });
  });
});
