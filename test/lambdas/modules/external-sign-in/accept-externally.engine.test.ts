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
import { rulesIn } from '../../../../lambdas/modules/tenants/tenant-rules.ts';
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

describe('an invited person who signs in with a company', () => {
  test('gets one account, in the groups of the invitation, and is in the customer list', async () => {
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

  test('has the names and the company that were typed, rather than those that the company knows', async () => {
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

  test('keeps the names that the inviter fixed', async () => {
    const world = await externalWorld({
      profile: { firstName: 'Grace', lastName: 'Murray' },
      editableFields: [],
    });
    await world.leave();
    await signIn(world);
    const customer = await world.customers.get(world.invitation.customerId);
    expect(customer?.contacts).toMatchObject([{ lastName: 'Murray' }]);
  });

  describe('and has one name', () => {
    const registration = { customer: { optional: ['lastName' as const] } };
    const settings = { registration };

    /** Comes in with `who` and whatever was typed, where the tenant lets people with one name in. */
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
    ])('which the company knows %s is let in with it where the tenant says so', async (_, who) => {
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

    test('is asked for the other one where the tenant wants two', async () => {
      const world = await externalWorld();
      await world.leave();
      const { sub, email, email_verified } = GRACE;
      const who = { sub, email, email_verified, given_name: 'Sukarno' };
      await expect(signIn(world, 'company-login', who)).rejects.toMatchObject(
        refusedFor('profile_incomplete'),
      );
    });

    test('at one place keeps the two that are known at another', async () => {
      const both = { firstName: 'Grace', lastName: 'Hopper' };
      const { given_name, family_name } = GRACE;
      expect((await comeIn({ given_name, family_name })).contact).toMatchObject(both);
      expect((await comeIn({ family_name }, { firstName: 'Grace' })).contact).toMatchObject(both);
      const invited = await comeIn({ given_name }, {}, { profile: { lastName: 'Hopper' } });
      expect(invited.contact).toMatchObject(both);
    });
  });

  test('may be written in capitals by the company', async () => {
    const world = await externalWorld();
    await world.leave();
    await signIn(world, 'company-login', { ...GRACE, email: 'Grace@EXAMPLE.com' });
    await expectAccepted(world);
  });

  test('who is said to have another address later stays who they are', async () => {
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

  test('can be invited again when an operator has deleted the user, who does not come back otherwise', async () => {
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
    ['with an address that nobody proved', { ...GRACE, email_verified: false }, 'email_unverified'],
    ['of whose address nothing is said', { sub: '1', email: GRACE.email }, 'email_unverified'],
    [
      'with an address that only looks the same: full-width letters',
      { ...GRACE, email: 'ｇrace@example.com' },
      'email_unverified',
    ],
    [
      'with an address that folds into the same: the Kelvin sign',
      { ...GRACE, email: 'grace@example.com'.replace('c', '\u212a') },
      'email_unverified',
    ],
    ['with a dot more', { ...GRACE, email: 'g.race@example.com' }, 'no_invitation'],
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
  ])('%s is refused, and the invitation is not burnt', async (_name, who, reason) => {
    const world = await externalWorld();
    await world.leave();
    await expect(signIn(world, 'company-login', who)).rejects.toMatchObject(refusedFor(reason));
    await expectUntouched(world);
  });

  test('who comes without ever having opened the link is refused', async () => {
    const world = await externalWorld();
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('no_invitation'));
    await expectUntouched(world);
  });

  test('who left for one provider cannot come back from another', async () => {
    const world = await externalWorld();
    await world.leave('partner-login');
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('no_invitation'));
    await world.leave('company-login');
    await expect(signIn(world, 'partner-login')).rejects.toMatchObject(refusedFor('no_invitation'));
    await expectUntouched(world);
  });

  test('whom a provider of which nobody knows has signed in is refused', async () => {
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

describe('a provider whose addresses are believed', () => {
  test('lets in without saying that they are proved', async () => {
    const world = await externalWorld();
    await world.leave('partner-login');
    await signIn(world, 'partner-login', { ...GRACE, email_verified: false });
    expect(await world.stored()).toMatchObject({ status: 'accepted' });
  });

  test('may not vouch for addresses of other domains, and is not offered to those', async () => {
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
  test('is over after ten minutes, to the millisecond', async () => {
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

  test('does not keep anybody from signing up with a password meanwhile', async () => {
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
  ])('of an invitation that is %s meanwhile leads nowhere', async (_name, change, reason) => {
    const world = await externalWorld();
    world.clock.advance(7 * DAY - 5 * SECOND);
    await world.leave();
    await change(world);
    await expect(signIn(world)).rejects.toMatchObject(refusedFor(reason));
    expect(world.pool.external.size).toBe(0);
  });

  test.each<[string, Partial<Invitation>, number, string]>([
    ['let go of', { status: 'pending' }, 0, 'visit_over'],
    ['revoked', { status: 'revoked' }, 0, 'invitation_ended'],
    ['let go of, and has expired', { status: 'pending' }, 8 * DAY, 'invitation_ended'],
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

  test('cannot begin with a link that is no longer good', async () => {
    const world = await externalWorld();
    await resendInvitation(world.inviting, administrator, world.invitation.id);
    await expect(world.leave()).rejects.toMatchObject({ code: 'not_found' });
    await revokeInvitation(world.inviting, administrator, world.invitation.id);
    await expect(world.leave()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('cannot begin with a link that is replaced meanwhile', async () => {
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

  test('cannot be written down after the expiry', async () => {
    const { visiting, token, invitation, stored } = await externalWorld();
    const key = { invitationId: invitation.id, hash: readToken(token)?.hash ?? '' };
    const expiry = new Date(invitation.expiresAt);
    const visit = { provider: 'company-login', until: isoAfter(expiry, MINUTE), profile: {} };
    await expect(visiting.visits.begin(key, invitation, visit, expiry)).resolves.toBe(false);
    expect((await stored())?.visit).toBeUndefined();
  });

  test('cannot begin with a form that could not be accepted, or for a provider that is not there', async () => {
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

  test('of somebody whose names nobody knows ends in a request for them', async () => {
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

describe('an address that has an account already', () => {
  test('with a password is told so before it leaves, and when it comes back', async () => {
    const world = await externalWorld();
    await world.leave();
    const owner = world.pool.add('grace@example.com', 'The-owner’s-own-1');
    await expect(signIn(world)).rejects.toMatchObject(refusedFor('account_exists'));
    expect(owner.password).toBe('The-owner’s-own-1');
    expect(world.pool.external.size).toBe(0);
    expect(await world.stored()).toMatchObject({ status: 'pending' });
    await expect(world.leave()).rejects.toMatchObject({ code: 'user_already_exists' });
  });

  test('at a provider cannot have another one with a password, of another tenant', async () => {
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

  test('which is about to get one with a password is asked to wait', async () => {
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

describe('two at once', () => {
  test('of the same person make one account', async () => {
    const world = await externalWorld();
    await world.leave();
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => signIn(world)));
    expect(attempts.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    await expectAccepted(world);
  });

  test('one with a password and one from the company make one account', async () => {
    for (let round = 0; round < 3; round++) {
      const world = await externalWorld();
      await world.leave();
      const results = await Promise.allSettled([byPassword(world), signIn(world)]);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await world.stored()).toMatchObject({ status: 'accepted' });
      expect(world.pool.users.size + world.pool.external.size).toBe(1);
    }
  });

  test('the one from the company holds the invitation only as long as it can be at work', async () => {
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

  test('whoever was admitted right before it gets no account, and the link works again afterwards', async () => {
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
