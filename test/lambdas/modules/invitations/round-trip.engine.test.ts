import { describe, expect, test } from 'vitest';

import { DynamoInvitationStore } from '../../../../lambdas/modules/invitations/invitation-store.ts';
import {
  DynamoLinkStore,
  DynamoRenewalStore,
} from '../../../../lambdas/modules/invitations/renewal-store.ts';
import { DAY, isoAfter, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import { DynamoDueStore } from '../../../../lambdas/reconciler/due-store.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { emptyTable, type TestTable } from '../../../support/engine/table.ts';
import {
  administrator,
  changeInvitation,
  invite,
  invitingOn,
} from '../../../support/modules/invitations.ts';

/** Returns an invitation as it was read, and a table in which it changes before the write. */
async function setup(change: Partial<Invitation>) {
  const table = await emptyTable();
  const clock = new TestClock();
  const seen = await invite(invitingOn(table, clock));
  await changeInvitation(table, seen, change);
  const read = () => readInvitation(table.client, table.tableName, seen.id);
  const before = await read();
  clock.advance(MINUTE);
  return { table, clock, seen, before, read };
}

const LATER = '2030-01-01T12:00:00.001Z';
const REVOKED = { status: 'revoked' } as const;
const CLAIMED = {
  status: 'accepting',
  claim: { id: 'claim-1', leaseUntil: '2030-01-01T12:05:00.000Z', profile: {} },
} as const;
const ABANDONED = {
  status: 'accepting',
  claim: { ...CLAIMED.claim, leaseUntil: '2030-01-01T12:00:30.000Z' },
} as const;
const FOREIGN = { tenantId: 'globex' };
const EXPIRED = { expiresAt: '2030-01-01T12:00:30.000Z' };
const delivery = (more: Partial<Invitation['delivery']>) => ({
  delivery: { status: 'queued', updatedAt: '2030-01-01T12:00:00.000Z', sends: 1, ...more } as const,
});

const replace = (table: TestTable, seen: Invitation, at: Date) =>
  new DynamoLinkStore(table.client, table.tableName).replace(seen, {
    ...{ hash: 'hash-of-a-link', at },
    by: { id: 'user-1', name: 'Ada Admin' },
  });

describe('creating a link', () => {
  test.each<[string, Partial<Invitation>]>([
    ['belongs to another tenant', FOREIGN],
    ['was changed in the meantime', { updatedAt: LATER }],
    ['has expired', EXPIRED],
    ['was revoked within the same millisecond', REVOKED],
    ['was claimed within the same millisecond', CLAIMED],
  ])('for an invitation that %s changes nothing', async (_name, change) => {
    const { table, clock, seen, before, read } = await setup(change);
    await expect(replace(table, seen, clock.now())).resolves.toMatchObject({ outcome: 'changed' });
    expect(await read()).toEqual(before);
  });

  test('for an unchanged invitation stores its hash', async () => {
    const { table, clock, seen } = await setup({});
    await expect(replace(table, seen, clock.now())).resolves.toMatchObject({
      outcome: 'renewed',
      invitation: { linkHashes: new Set(['hash-of-a-link']) },
    });
  });
});

const renew = (table: TestTable, seen: Invitation, at: Date) => {
  const expiresAt = isoAfter(at, 7 * DAY);
  return new DynamoRenewalStore(table.client, table.tableName).renew(
    seen,
    { expiresAt, dueAt: expiresAt, entry: { at: at.toISOString(), type: 'resent' } },
    { at, mailsPerRecipientPerDay: 20, stale: undefined },
  );
};

describe('renewing an invitation', () => {
  test.each<[string, Partial<Invitation>]>([
    ['belongs to another tenant', FOREIGN],
    ['was changed in the meantime', { updatedAt: LATER }],
    ['was resent within the same millisecond', delivery({ sends: 2 })],
    ['was revoked within the same millisecond', REVOKED],
  ])('that %s changes nothing', async (_name, change) => {
    const { table, clock, seen, before, read } = await setup(change);
    await expect(renew(table, seen, clock.now())).resolves.toMatchObject({ outcome: 'changed' });
    expect(await read()).toEqual(before);
  });

  test('that is unchanged resends it', async () => {
    const { table, clock, seen } = await setup({});
    await expect(renew(table, seen, clock.now())).resolves.toMatchObject({
      outcome: 'renewed',
      invitation: { delivery: { sends: 2 } },
    });
  });
});

describe('revoking', () => {
  test('an invitation of another tenant changes nothing', async () => {
    const { table, clock, seen, read } = await setup(FOREIGN);
    const revoked = new DynamoInvitationStore(table.client, table.tableName).revoke({
      ...{ tenantId: administrator.tenantId, invitationId: seen.id },
      ...{ by: { id: 'user-1', name: 'Ada Admin' }, at: clock.now() },
    });
    await expect(revoked).resolves.toMatchObject({ changed: false });
    expect(await read()).toMatchObject({ status: 'pending' });
  });
});

describe('sending a reminder', () => {
  const remind = (table: TestTable, seen: Invitation, at: Date) =>
    new DynamoDueStore(table.client, table.tableName).remind(seen, seen.expiresAt, at);

  test.each<[string, Partial<Invitation>]>([
    ['was changed in the meantime', { updatedAt: LATER }],
    ['has expired', EXPIRED],
    ['was revoked within the same millisecond', REVOKED],
    ['was claimed within the same millisecond', CLAIMED],
    ['was claimed and abandoned within the same millisecond', ABANDONED],
    ['was resent within the same millisecond', delivery({ sends: 2 })],
    ['bounced within the same millisecond', delivery({ status: 'bounced' })],
  ])('for an invitation that %s sends no email', async (_name, change) => {
    const { table, clock, seen, read } = await setup(change);
    await expect(remind(table, seen, clock.now())).resolves.toBe(false);
    expect((await read())?.delivery.mail).toBeUndefined();
  });

  test('for an unchanged invitation requests the email', async () => {
    const { table, clock, seen, read } = await setup({});
    await expect(remind(table, seen, clock.now())).resolves.toBe(true);
    expect((await read())?.delivery).toMatchObject({ mail: 'reminder', sends: 2 });
  });
});
