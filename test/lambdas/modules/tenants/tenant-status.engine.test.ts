import { describe, expect, test } from 'vitest';

import { createInvitationLink } from '../../../../lambdas/modules/invitations/create-invitation-link.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DynamoMailDeliveryStore } from '../../../../lambdas/modules/mail/delivery-store.ts';
import { sendInvitation } from '../../../../lambdas/modules/mail/send-invitation.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import { systemRandom } from '../../../../lambdas/modules/platform/ids.ts';
import { DynamoApplicationFinder } from '../../../../lambdas/modules/records/application.ts';
import { readInvitation } from '../../../../lambdas/modules/records/invitation-item.ts';
import type { NewTenant } from '../../../../lambdas/modules/records/tenant.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { getInvitationByToken } from '../../../../lambdas/modules/sign-up/get-invitation-by-token.ts';
import type { UserDirectory } from '../../../../lambdas/modules/sign-up/register-user.ts';
import { requestNewInvitationLink } from '../../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { sendVerificationCode } from '../../../../lambdas/modules/sign-up/send-verification-code.ts';
import { rulesIn } from '../../../../lambdas/modules/tenants/rules-reader.ts';
import { DynamoTenantRegistry } from '../../../../lambdas/modules/tenants/tenant-store.ts';
import { reconcile } from '../../../../lambdas/reconciler/reconcile.ts';
import { TestClock } from '../../../support/engine/clock.ts';
import { MortalProcess, ProcessDied } from '../../../support/engine/dying.ts';
import { createTable } from '../../../support/engine/table.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import {
  administrator,
  invite,
  invitingOn,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { reconcilingOn } from '../../../support/modules/reconciling.ts';
import { acceptingOn } from '../../../support/modules/sign-up.ts';
import { INSTALLATION, testTenant, testTenants } from '../../../support/modules/tenants.ts';

const SUSPENDED = { status: 'suspended' } as const;
const NO_PORTAL = { features: { customerPortal: false } } as const;

/** Creates an invitation, and then changes the tenant as the operator does. */
async function setup(since: Partial<NewTenant>) {
  const table = await createTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const before = invitingOn(table, clock, pool);
  const invitation = await invite(before);
  const token = await mailedToken(table, clock, invitation);
  const rules = rulesIn(testTenants(since), INSTALLATION);
  const inviting = {
    ...before,
    rules,
    context: {
      read: async (query: Parameters<typeof before.context.read>[0]) => ({
        ...(await before.context.read(query)),
        tenant: testTenant(query.tenantId, since),
      }),
    },
  };
  const accepting = {
    ...acceptingOn(table, clock, pool),
    rules,
    tenants: testTenants(since),
    applications: new DynamoApplicationFinder(table.client, table.tableName),
    providers: [],
  };
  const stored = async () => readInvitation(table.client, table.tableName, invitation.id);
  const submission = {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    idempotencyKey: undefined,
  };
  const codeOf = async (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code,
    );
  return { table, clock, pool, invitation, inviting, accepting, stored, submission, token, codeOf };
}

describe.each([
  ['without the customer portal', NO_PORTAL, 'feature_not_available'],
  ['that is suspended', SUSPENDED, 'forbidden'],
])('a tenant %s', (_, since, code) => {
  test('cannot invite, resend, or create a link', async () => {
    const { inviting, invitation, codeOf, stored } = await setup(since);
    const before = await stored();
    expect(await codeOf(invite(inviting, { email: 'new@example.com' }))).toBe(code);
    expect(await codeOf(resendInvitation(inviting, administrator, invitation.id))).toBe(code);
    expect(await codeOf(createInvitationLink(inviting, administrator, invitation.id))).toBe(code);
    expect(await stored()).toEqual(before);
  });

  test('still returns the response of an earlier request when it is repeated', async () => {
    const { inviting, codeOf } = await setup({});
    const again = { idempotencyKey: 'same' };
    const made = await invite(inviting, { email: 'new@example.com' }, again);
    const later = {
      ...inviting,
      context: {
        read: async (query: Parameters<typeof inviting.context.read>[0]) => ({
          ...(await inviting.context.read(query)),
          tenant: testTenant('acme', since),
        }),
      },
    };
    const request = { email: 'new@example.com' };
    await expect(invite(later, request, again)).resolves.toMatchObject({ id: made.id });
    expect(await codeOf(invite(later, request, { idempotencyKey: 'new' }))).toBe(code);
  });

  test('does not renew an expired link, and does not say so', async () => {
    const { inviting, token, clock, stored } = await setup(since);
    clock.advance(8 * DAY);
    const before = await stored();
    await requestNewInvitationLink(inviting, token);
    expect(await stored()).toEqual(before);
  });
});

describe('a suspended tenant', () => {
  test('admits nobody, and explains that politely to the holder of a link in their language', async () => {
    const { accepting, submission, token, codeOf, pool, stored } = await setup(SUSPENDED);
    const before = await stored();
    await expect(getInvitationByToken(accepting, token)).rejects.toMatchObject({
      code: 'feature_not_available',
      ended: { locale: 'en', tenant: { name: 'acme', branding: {} } },
    });
    expect(await codeOf(acceptInvitation(accepting, submission))).toBe('feature_not_available');
    expect(await codeOf(sendVerificationCode(accepting, { token }))).toBe('feature_not_available');
    expect(pool.users.size).toBe(0);
    expect(await stored()).toEqual(before);
  });

  test('admits nobody whose sign-up was in progress: the link works again after the tenant is resumed', async () => {
    const { table, clock, pool, accepting, submission, stored } = await setup({});
    const tenants = new DynamoTenantRegistry(table.client, table.tableName);
    const createdAt = clock.now().toISOString();
    await tenants.create({ id: 'acme', name: 'Acme', branding: {}, createdAt });
    // The function has read the tenant as active. The operator suspends it while the function calls Cognito.
    const suspending: UserDirectory = {
      create: async (user) => pool.create(user),
      addToGroup: async (userId, group) => pool.addToGroup(userId, group),
      setPassword: async (userId, password) => {
        await tenants.decide('acme', SUSPENDED);
        return pool.setPassword(userId, password);
      },
    };
    const inFlight = acceptInvitation({ ...accepting, users: suspending }, submission);
    await expect(inFlight).rejects.toMatchObject({ code: 'feature_not_available' });
    const afterwards = await stored();
    expect(afterwards).toMatchObject({ status: 'pending' });
    expect(afterwards?.claim).toBeUndefined();
    // A user left in the pool has no contact and therefore gets no token. The reconciler deletes it.
    const { reconcilingIn } = reconcilingOn(table, clock, pool);
    clock.advance(10 * MINUTE);
    await expect(reconcile(reconcilingIn())).resolves.toMatchObject({ undone: 1, failed: 0 });
    expect(pool.users.size).toBe(0);
    await tenants.decide('acme', { status: 'active' });
    await acceptInvitation(accepting, submission);
    expect(await stored()).toMatchObject({ status: 'accepted' });
  });

  test('admits nobody whose sign-up crashed before its last step: it is undone, not completed', async () => {
    const { table, clock, pool, accepting, submission, stored } = await setup({});
    const mortal = acceptingOn(
      table,
      clock,
      pool,
      new MortalProcess({ call: 6, moment: 'before' }),
    );
    await expect(
      acceptInvitation({ ...mortal, accounts: accepting.accounts }, submission),
    ).rejects.toThrow(ProcessDied);
    expect(pool.passwordsSet).toHaveLength(1);
    const { reconcilingIn } = reconcilingOn(table, clock, pool);
    clock.advance(10 * MINUTE);
    const suspended = { ...reconcilingIn(), tenants: testTenants(SUSPENDED) };
    await expect(reconcile(suspended)).resolves.toMatchObject({
      completed: 0,
      undone: 1,
      failed: 0,
    });
    expect(pool.users.size).toBe(0);
    expect(await stored()).toMatchObject({ status: 'pending' });
  });

  test('sends no email: queued emails are given up, with the reason', async () => {
    const { table, clock } = await setup(SUSPENDED);
    const waiting = await invite(invitingOn(table, clock), { email: 'late@example.com' });
    const sent: unknown[] = [];
    const result = await sendInvitation(
      {
        deliveries: new DynamoMailDeliveryStore(table.client, table.tableName),
        tenants: testTenants(SUSPENDED),
        sender: {
          send: async (mail) => {
            sent.push(mail);
            return 'message';
          },
        },
        clock,
        random: systemRandom,
        siteUrl: 'https://join.example.com',
      },
      { invitationId: waiting.id, send: 1 },
      { lastTry: false },
    );
    expect({ result, sent }).toEqual({ result: 'failed', sent: [] });
    const stored = await readInvitation(table.client, table.tableName, waiting.id);
    expect(stored?.delivery).toMatchObject({ status: 'failed' });
    expect(JSON.stringify(stored?.delivery)).toContain('suspended');
  });
});

test('without the customer portal, an earlier invitation can still be accepted', async () => {
  const { accepting, submission, token, pool } = await setup(NO_PORTAL);
  await expect(getInvitationByToken(accepting, token)).resolves.toMatchObject({
    email: 'grace@example.com',
  });
  await acceptInvitation(accepting, submission);
  expect(pool.users.size).toBe(1);
});
