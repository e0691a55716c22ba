import { expect } from 'vitest';

import { DynamoCustomerLists } from '../../../lambdas/modules/customers/customer-lists.ts';
import { DynamoCustomerStore } from '../../../lambdas/modules/customers/customer-store.ts';
import {
  startProviderSignUp,
  type VisitDeps,
} from '../../../lambdas/modules/external-sign-in/start-provider-sign-up.ts';
import { DynamoVisitStore } from '../../../lambdas/modules/external-sign-in/visits.ts';
import {
  DynamoExternalUserEraser,
  DynamoExternalUserFinder,
  fullRemover,
} from '../../../lambdas/modules/identity/external-users.ts';
import type { AcceptDeps } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { DynamoAcceptanceStore } from '../../../lambdas/modules/sign-up/acceptance-store.ts';
import { DynamoVerificationStore } from '../../../lambdas/modules/sign-up/account-address.ts';
import { type RequestCodeDeps } from '../../../lambdas/modules/sign-up/send-verification-code.ts';
import { TestClock } from '../engine/clock.ts';
import { MortalProcess } from '../engine/dying.ts';
import { emptyTable } from '../engine/table.ts';
import { COMPANY, FakeFederation, federationOn, PARTNER } from '../fakes/fake-federation.ts';
import { accountsIn, FakeUserPool } from '../fakes/fake-user-pool.ts';
import { expectSound } from '../foyer/table-check.ts';
import { invite, invitingOn, mailedToken } from './invitations.ts';
import { acceptingOn } from './sign-up.ts';
import { testRules } from './tenants.ts';

/** The attributes that the company's identity provider sends for the invitee. */
export const GRACE = {
  sub: '00u1Grace',
  email: 'grace@example.com',
  email_verified: true,
  given_name: 'Grace',
  family_name: 'Hopper',
};
export const NAME = 'company-login_00u1grace';

/** Returns an invitee, and everything that is involved in their sign-up. */
export async function externalWorld(request: Record<string, unknown> = {}) {
  const table = await emptyTable();
  const clock = new TestClock();
  const pool = new FakeUserPool();
  const inviting = invitingOn(table, clock, pool);
  const invitation = await invite(inviting, request);
  const token = await mailedToken(table, clock, invitation);
  const invitations = new DynamoAcceptanceStore(table.client, table.tableName);
  const accounts = accountsIn(table, pool);
  const externals = new DynamoExternalUserFinder(table.client, table.tableName);
  const visiting: VisitDeps = {
    invitations,
    accounts,
    clock,
    rules: testRules(),
    verifications: new DynamoVerificationStore(table.client, table.tableName),
    visits: new DynamoVisitStore(table.client, table.tableName),
    providers: [COMPANY, PARTNER],
  };
  const accepting: AcceptDeps & RequestCodeDeps = {
    ...acceptingOn(table, clock, pool),
    remover: fullRemover(
      pool,
      externals,
      new DynamoExternalUserEraser(table.client, table.tableName),
    ),
  };
  return {
    ...{ table, clock, pool, inviting, invitation, token, invitations, visiting, accepting },
    customers: new DynamoCustomerStore(table.client, table.tableName),
    customerLists: new DynamoCustomerLists(table.client, table.tableName),
    externals,
    federation: new FakeFederation(pool),
    triggers: (process = new MortalProcess()) => federationOn(table, clock, pool, process),
    /** The holder of the link leaves for a provider. */
    leave: (provider = 'company-login', form: Record<string, unknown> = {}) =>
      startProviderSignUp(visiting, { token, provider, ...form }),
    stored: () => invitations.get(invitation.id),
  };
}
export type ExternalWorld = Awaited<ReturnType<typeof externalWorld>>;

/** Expects the state after an acceptance with the company's identity provider, however it came about. */
export async function expectAccepted(world: ExternalWorld): Promise<void> {
  const { invitation, pool } = world;
  expect(pool.users.size).toBe(0);
  expect([...pool.external.keys()]).toEqual([NAME]);
  expect(pool.external.get(NAME)?.groups).toEqual(new Set(['pool-1_company-login', 'customers']));
  expect(await world.stored()).toMatchObject({ status: 'accepted', acceptedUserId: NAME });
  const { rows } = await world.customerLists.list({
    tenantId: 'acme',
    filters: {},
    order: 'desc',
    limit: 10,
  });
  expect(rows).toMatchObject([{ id: invitation.customerId, status: 'active' }]);
  const customer = await world.customers.get(invitation.customerId);
  expect(customer?.contacts).toMatchObject([
    { userId: NAME, role: 'owner', firstName: 'Grace', email: 'grace@example.com' },
  ]);
  const claims = await world.federation.signIn(world.triggers(), 'company-login', GRACE);
  expect(claims).toMatchObject({
    claims: { tenant_id: 'acme', name: 'Grace Hopper' },
    scopes: ['foyer/self'],
  });
  await expectSound(world.table, world.clock.now());
}

/** Expects the state after a rejected sign-up: nothing has changed. */
export async function expectUntouched(world: ExternalWorld): Promise<void> {
  expect(world.pool.external.size).toBe(0);
  const stored = await world.stored();
  expect(stored?.status).toBe('pending');
  expect(stored?.claim).toBeUndefined();
  expect(await world.externals.named(NAME)).toBeUndefined();
  expect(await world.externals.at('grace@example.com')).toBeUndefined();
  await world.leave();
  await world.federation.signIn(world.triggers(), 'company-login', GRACE);
  await expectAccepted(world);
}
