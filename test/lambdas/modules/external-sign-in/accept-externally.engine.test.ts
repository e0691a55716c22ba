import { describe, expect, test } from 'vitest';

import { startProviderSignUp } from '../../../../lambdas/modules/external-sign-in/start-provider-sign-up.ts';
import { VISIT_MS } from '../../../../lambdas/modules/external-sign-in/visits.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../../lambdas/modules/invitations/revoke-invitation.ts';
import { readToken } from '../../../../lambdas/modules/invitations/token.ts';
import { DAY, isoAfter, MINUTE, SECOND } from '../../../../lambdas/modules/platform/clock.ts';
import type { Invitation } from '../../../../lambdas/modules/records/invitation.ts';
import { acceptInvitation } from '../../../../lambdas/modules/sign-up/accept-invitation.ts';
import { CLAIM_LEASE_SECONDS } from '../../../../lambdas/modules/sign-up/acceptance-rules.ts';
import { rulesIn } from '../../../../lambdas/modules/tenants/rules-reader.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import type { Assertion } from '../../../support/fakes/fake-federation.ts';
import {
  expectAccepted,
  expectUntouched,
  type ExternalWorld,
  externalWorld,
  GRACE,
  NAME,
} from '../../../support/modules/external-sign-in.ts';
import {
  administrator,
  changeInvitation,
  invite,
  mailedToken,
} from '../../../support/modules/invitations.ts';
import { INSTALLATION, testRules, testTenants } from '../../../support/modules/tenants.ts';

const MALLORY = { ...GRACE, sub: '00u2Mallory', email: 'mallory@example.com' };
const refusedFor = (reason: string) => ({ reason, message: `external_sign_in:${reason}` });

function signIn(world: ExternalWorld, provider = 'company-login', who: Assertion = GRACE) {
  return world.federation.signIn(world.triggers(), provider, who);
}

function byPassword(world: ExternalWorld, token = world.token) {
  return acceptInvitation(world.accepting, {
    token,
    password: 'Correct-horse-battery-9',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    company: 'Navy',
    idempotencyKey: undefined,
  });
}

describe('an invitee who signs in with an identity provider', () => {
  test('gets one account with the groups of the invitation, and appears in the customer list', async () => {
    const world = await externalWorld();
    await expect(world.leave()).resolves.toEqual({
      identityProvider: 'company-login',
      expiresAt: new Date(world.clock.now().getTime() + VISIT_MS).toISOString(),
    });
    await expect(signIn(world)).resolves.toEqual({
      claims: {
        tenant_id: 'acme',
        customer_id: world.invitation.customerId,
        contact_id: world.invitation.contactId,
        name: 'Grace Hopper',
      },
      scopes: ['foyer/self'],
      idClaims: {
        email: 'grace@example.com',
        email_verified: true,
        given_name: 'Grace',
        family_name: 'Hopper',
      },
      groups: ['pool-1_company-login', 'customers'],
    });
    await expectAccepted(world);
  });

  test('gets the names and the company that they entered, not those of the provider', async () => {
    const world = await externalWorld();
    await world.leave('company-login', {
      profile: { lastName: 'Brewster Hopper', jobTitle: 'Admiral' },
      company: 'Navy',
    });
    await signIn(world);
    const customer = await world.customers.get(world.invitation.customerId);
    expect(customer).toMatchObject({
      customer: { name: 'Navy' },
      contacts: [{ firstName: 'Grace', lastName: 'Brewster Hopper', jobTitle: 'Admiral' }],
    });
    expect(await world.stored()).not.toHaveProperty('visit');
  });

  test('keeps the names that the inviter set as not editable', async () => {
    const world = await externalWorld({
      profile: { firstName: 'Grace', lastName: 'Murray' },
      editableFields: [],
    });
    await world.leave();
    await signIn(world);
    const customer = await world.customers.get(world.invitation.customerId);
    expect(customer?.contacts).toMatchObject([{ lastName: 'Murray' }]);
  });

  describe('with one name', () => {
    const registration = { customer: { optional: ['lastName' as const] } };
    const settings = { registration };

    /** Signs in with the claims `who` and the entered fields, in a tenant that allows people with one name. */
    async function comeIn(who: Partial<typeof GRACE>, typed: object = {}, request: object = {}) {
      const world = await externalWorld({ ...request });
      const { sub, email, email_verified } = GRACE;
      const rules = testRules(settings);
      await startProviderSignUp(
        { ...world.visiting, rules },
        { token: world.token, provider: 'company-login', profile: typed },
      );
      const { admitting, finishing } = world.triggers();
      const answer = await world.federation.signIn(
        { admitting: { ...admitting, rules }, finishing },
        'company-login',
        { sub, email, email_verified, ...who },
      );
      const customer = await world.customers.get(world.invitation.customerId);
      return { answer, contact: customer?.contacts[0], customer: customer?.customer };
    }

    test.each([
      ['as its first', { given_name: 'Sukarno' }],
      ['as its last', { family_name: 'Sukarno' }],
    ])('is admitted if the provider knows it %s and the tenant allows it', async (_, who) => {
      const { answer, contact, customer } = await comeIn(who);
      expect(answer).toMatchObject({
        claims: { name: 'Sukarno' },
        idClaims: { given_name: 'Sukarno' },
        idSuppressed: ['family_name'],
      });
      expect(contact).toMatchObject({ firstName: 'Sukarno' });
      expect(contact).not.toHaveProperty('lastName');
      expect(customer?.name).toBe('Sukarno');
    });

    test('is asked for the other name if the tenant requires two', async () => {
      const world = await externalWorld();
      await world.leave();
      const { sub, email, email_verified } = GRACE;
      const who = { sub, email, email_verified, given_name: 'Sukarno' };
      await expect(signIn(world, 'company-login', who)).rejects.toMatchObject(
        refusedFor('profile_incomplete'),
      );
    });

    test('keeps both names if one is known here and one there', async () => {
      const both = { firstName: 'Grace', lastName: 'Hopper' };
      const { given_name, family_name } = GRACE;
      expect((await comeIn({ given_name, family_name })).contact).toMatchObject(both);
      expect((await comeIn({ family_name }, { firstName: 'Grace' })).contact).toMatchObject(both);
      const invited = await comeIn({ given_name }, {}, { profile: { lastName: 'Hopper' } });
      expect(invited.contact).toMatchObject(both);
    });
  });

  test('can have an address that the provider writes in capitals', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world, 'company-login', { ...GRACE, email: 'Grace@EXAMPLE.com' });
    await expectAccepted(world);
  });

  test('keeps the account if the provider reports another address later', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world);
    const renamed = { ...GRACE, email: 'mallory@example.com', email_verified: false };
    await expect(signIn(world, 'company-login', renamed)).resolves.toMatchObject({
      claims: { tenant_id: 'acme' },
      idClaims: { email: 'grace@example.com', email_verified: true },
    });
    await expectAccepted(world);
  });

  test('cannot be invited again', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world);
    await expect(invite(world.inviting)).rejects.toMatchObject({ code: 'user_already_exists' });
  });

  test('can be invited again, and cannot return otherwise, after an operator has deleted the user', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world);
    await world.pool.remove(NAME);
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('invitation_ended'));
    const next = await invite(world.inviting);
    const token = await mailedToken(world.table, world.clock, next);
    const again = { ...world, invitation: next, token };
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('invitation_ended'));
    await startProviderSignUp(world.visiting, { token, provider: 'company-login' });
    await signIn(again);
    expect(await world.invitations.get(next.id)).toMatchObject({ status: 'accepted' });
  });
});

describe('somebody else', () => {
  test.each<[string, Assertion, string]>([
    ['with another address', MALLORY, 'no_invitation'],
    ['without an address', { sub: '1' }, 'email_unverified'],
    ['with an unverified address', { ...GRACE, email_verified: false }, 'email_unverified'],
    ['without a claim about verification', { sub: '1', email: GRACE.email }, 'email_unverified'],
    [
      'with an address that only looks the same, in full-width letters',
      { ...GRACE, email: 'ｇrace@example.com' },
      'email_unverified',
    ],
    [
      'with an address that normalizes to the same one: the Kelvin sign',
      { ...GRACE, email: 'grace@example.com'.replace('c', '\u212a') },
      'email_unverified',
    ],
    ['with an additional dot', { ...GRACE, email: 'g.race@example.com' }, 'no_invitation'],
    ['with a tag', { ...GRACE, email: 'grace+1@example.com' }, 'no_invitation'],
    [
      'with the address in a subdomain',
      { ...GRACE, email: 'grace@example.com.evil.example' },
      'no_invitation',
    ],
    [
      'with two addresses in one',
      { ...GRACE, email: 'mallory@evil.example,grace@example.com' },
      'email_unverified',
    ],
  ])('%s is rejected, and the invitation stays unused', async (_name, who, reason) => {
    const world = await externalWorld();
    await world.leave();
    await expect(signIn(world, 'company-login', who)).rejects.toMatchObject(refusedFor(reason));
    await expectUntouched(world);
  });

  test('who never opened the link is rejected', async () => {
    const world = await externalWorld();
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('no_invitation'));
    await expectUntouched(world);
  });

  test('who left for one provider cannot return from another', async () => {
    const world = await externalWorld();
    await world.leave('partner-login');
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('no_invitation'));
    await world.leave('company-login');
    await expect(signIn(world, 'partner-login')).rejects.toMatchObject(refusedFor('no_invitation'));
    await expectUntouched(world);
  });

  test('who signed in with an unknown provider is rejected', async () => {
    const world = await externalWorld();
    await world.leave();
    await expect(signIn(world, 'stranger')).rejects.toMatchObject(refusedFor('unknown_provider'));
    await expectUntouched(world);
  });

  test('cannot use a visit twice', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world);
    const twin = { ...GRACE, sub: '00u3Twin' };
    await expect(signIn(world, 'company-login', twin)).rejects.toMatchObject(
      refusedFor('invitation_ended'),
    );
    await expectAccepted(world);
  });
});

describe('a provider whose addresses are trusted', () => {
  test('can omit that they are verified', async () => {
    const world = await externalWorld();
    await world.leave('partner-login');
    await signIn(world, 'partner-login', { ...GRACE, email_verified: false });
    expect(await world.stored()).toMatchObject({ status: 'accepted' });
  });

  test('is trusted only for its own domains, and is not offered for others', async () => {
    const world = await externalWorld({ email: 'grace@other.example' });
    await expect(world.leave('partner-login')).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'provider' }],
    });
    const who = { ...GRACE, email: 'grace@other.example' };
    await expect(signIn(world, 'partner-login', who)).rejects.toMatchObject(
      refusedFor('email_not_accepted'),
    );
  });
});

describe('a visit', () => {
  test('ends after ten minutes, to the millisecond', async () => {
    const world = await externalWorld();
    await world.leave();
    world.clock.advance(VISIT_MS);
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('visit_over'));
    await expectUntouched(world);
    const other = await externalWorld();
    await other.leave();
    other.clock.advance(VISIT_MS - 1);
    await signIn(other);
    await expectAccepted(other);
  });

  test('does not prevent signing up with a password in the meantime', async () => {
    const world = await externalWorld();
    await world.leave();
    await byPassword(world);
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('invitation_ended'));
    expect(world.pool.external.size).toBe(0);
    expect(world.pool.users.size).toBe(1);
    expect(await world.stored()).not.toHaveProperty('visit');
  });

  test.each([
    [
      'revoked',
      (world: ExternalWorld) =>
        revokeInvitation(world.inviting, administrator, world.invitation.id),
      'invitation_ended',
    ],
    [
      'resent',
      (world: ExternalWorld) =>
        resendInvitation(world.inviting, administrator, world.invitation.id),
      'no_invitation',
    ],
    [
      'expired',
      async (world: ExternalWorld) => {
        world.clock.advance(5 * SECOND);
      },
      'invitation_ended',
    ],
  ])('fails if the invitation is %s in the meantime', async (_name, change, reason) => {
    const world = await externalWorld();
    world.clock.advance(7 * DAY - 5 * SECOND);
    await world.leave();
    await change(world);
    await expect(signIn(world)).rejects.toMatchObject(refusedFor(reason));
    expect(world.pool.external.size).toBe(0);
  });

  test.each<[string, Partial<Invitation>, number, string]>([
    ['released', { status: 'pending' }, 0, 'visit_over'],
    ['revoked', { status: 'revoked' }, 0, 'invitation_ended'],
    ['released and expired', { status: 'pending' }, 8 * DAY, 'invitation_ended'],
  ])(
    'whose invitation was %s before the first token says so',
    async (_, changes, later, reason) => {
      const world = await externalWorld();
      await world.leave();
      const userName = await world.federation.arrive(world.triggers(), 'company-login', GRACE);
      const invitation = await world.stored();
      if (invitation === undefined) throw new Error('The invitation is gone.');
      await changeInvitation(world.table, invitation, { ...changes, claim: undefined });
      world.clock.advance(later);
      await expect(world.federation.token(world.triggers(), userName)).rejects.toMatchObject(
        refusedFor(reason),
      );
      expect(world.pool.external.size).toBe(0);
    },
  );

  test('cannot start with a link that is no longer valid', async () => {
    const world = await externalWorld();
    await resendInvitation(world.inviting, administrator, world.invitation.id);
    await expect(world.leave()).rejects.toMatchObject({ code: 'not_found' });
    await revokeInvitation(world.inviting, administrator, world.invitation.id);
    await expect(world.leave()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('cannot start with a link that is replaced at the same time', async () => {
    const world = await externalWorld();
    const { target, reached } = beforeCall(world.visiting.visits, 1, async () => {
      world.clock.advance(1);
      await resendInvitation(world.inviting, administrator, world.invitation.id);
    });
    const left = startProviderSignUp(
      { ...world.visiting, visits: target },
      { token: world.token, provider: 'company-login' },
    );
    await expect(left).rejects.toMatchObject({ code: 'not_found' });
    expect(reached()).toBe(true);
    expect((await world.stored())?.visit).toBeUndefined();
  });

  test('cannot be stored after the expiry', async () => {
    const { visiting, token, invitation, stored } = await externalWorld();
    const key = { invitationId: invitation.id, hash: readToken(token)?.hash ?? '' };
    const expiry = new Date(invitation.expiresAt);
    const visit = { provider: 'company-login', until: isoAfter(expiry, MINUTE), profile: {} };
    await expect(visiting.visits.begin(key, invitation, visit, expiry)).resolves.toBe(false);
    expect((await stored())?.visit).toBeUndefined();
  });

  test('cannot start with an invalid form, or for an unknown provider', async () => {
    const world = await externalWorld({
      company: 'Navy',
      editableFields: ['firstName', 'lastName'],
    });
    await expect(world.leave('company-login', { company: 'Army' })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'company' }],
    });
    await expect(world.leave('nobody')).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ path: 'provider' }],
    });
  });

  test('without any known name ends with a request for the names', async () => {
    const world = await externalWorld();
    await world.leave();
    const nameless = { sub: '1', email: GRACE.email, email_verified: true };
    await expect(signIn(world, 'company-login', nameless)).rejects.toMatchObject(
      refusedFor('profile_incomplete'),
    );
    await expectUntouched(world);
  });

  test('grants nothing that is no longer allowed', async () => {
    const world = await externalWorld({ groups: ['partners'] });
    await world.leave();
    const { admitting, finishing } = world.triggers();
    const narrowed = {
      admitting: { ...admitting, rules: testRules({}, ['customers']) },
      finishing,
    };
    await expect(world.federation.signIn(narrowed, 'company-login', GRACE)).rejects.toMatchObject(
      refusedFor('grant_not_allowed'),
    );
    expect(world.pool.external.size).toBe(0);
  });
});

describe('an address with an existing account', () => {
  test('with a password is rejected before leaving, and on return', async () => {
    const world = await externalWorld();
    await world.leave();
    const owner = world.pool.add('grace@example.com', 'The-owner’s-own-1');
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('account_exists'));
    expect(owner.password).toBe('The-owner’s-own-1');
    expect(world.pool.external.size).toBe(0);
    expect(await world.stored()).toMatchObject({ status: 'pending' });
    await expect(world.leave()).rejects.toMatchObject({ code: 'user_already_exists' });
  });

  test('with a provider cannot get another one with a password, of another tenant', async () => {
    const world = await externalWorld();
    const foreign = await invite(
      world.inviting,
      {},
      { principal: { ...administrator, tenantId: 'other' } },
    );
    const token = await mailedToken(world.table, world.clock, foreign);
    await world.leave();
    await signIn(world);
    await expect(byPassword(world, token)).rejects.toMatchObject({ code: 'user_already_exists' });
    expect(await world.invitations.get(foreign.id)).toMatchObject({ status: 'pending' });
    await expect(signIn(world)).resolves.toMatchObject({ claims: { tenant_id: 'acme' } });
  });

  test('that is about to be created with a password is asked to wait', async () => {
    const world = await externalWorld();
    const foreign = await invite(
      world.inviting,
      {},
      { principal: { ...administrator, tenantId: 'other' } },
    );
    const token = await mailedToken(world.table, world.clock, foreign);
    await world.leave();
    const setPassword = world.pool.setPassword.bind(world.pool);
    world.pool.setPassword = async (...args) => {
      await expect(signIn(world)).rejects.toMatchObject(refusedFor('in_progress'));
      return setPassword(...args);
    };
    await byPassword(world, token);
    expect(world.pool.external.size).toBe(0);
    expect(await world.stored()).toMatchObject({ status: 'pending' });
  });
});

describe('two simultaneous sign-ups', () => {
  test('of the same person create one account', async () => {
    const world = await externalWorld();
    await world.leave();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => signIn(world)));
    expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await expectAccepted(world);
  });

  test('with a password and with a provider create one account', async () => {
    for (let round = 0; round < 3; round++) {
      const world = await externalWorld();
      await world.leave();
      const results = await Promise.allSettled([byPassword(world), signIn(world)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await world.stored()).toMatchObject({ status: 'accepted' });
      expect(world.pool.users.size + world.pool.external.size).toBe(1);
    }
  });

  test('with a provider hold the invitation only while they can be in progress', async () => {
    const world = await externalWorld();
    await world.leave();
    await world.federation.arrive(world.triggers(), 'company-login', GRACE);
    await expect(byPassword(world)).rejects.toMatchObject({
      code: 'acceptance_in_progress',
      retryAfterSeconds: CLAIM_LEASE_SECONDS,
    });
    world.clock.advance(CLAIM_LEASE_SECONDS * SECOND);
    await byPassword(world);
    await expect(world.federation.token(world.triggers(), NAME)).rejects.toThrow();
    expect(world.pool.external.size).toBe(0);
    expect(world.pool.users.size).toBe(1);
  });
});

describe('while the tenant is suspended', () => {
  const SUSPENDED = { status: 'suspended' } as const;

  test('nobody is admitted from a provider', async () => {
    const world = await externalWorld();
    await world.leave();
    const { admitting, finishing } = world.triggers();
    const rules = rulesIn(testTenants(SUSPENDED), INSTALLATION);
    await expect(
      world.federation.signIn(
        { admitting: { ...admitting, rules }, finishing },
        'company-login',
        GRACE,
      ),
    ).rejects.toMatchObject(refusedFor('account_closed'));
    await expectUntouched(world);
  });

  test('a person who was admitted right before gets no account, and the link works again afterwards', async () => {
    const world = await externalWorld();
    await world.leave();
    const { admitting, finishing } = world.triggers();
    const closed = { admitting, finishing: { ...finishing, tenants: testTenants(SUSPENDED) } };
    await expect(world.federation.signIn(closed, 'company-login', GRACE)).rejects.toMatchObject(
      refusedFor('account_closed'),
    );
    await expectUntouched(world);
  });
});
