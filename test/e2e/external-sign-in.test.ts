import { describe, expect, test } from 'vitest';

import {
  claimsIn,
  type CompanyPerson,
  leave,
  signInAtCompany,
  tokensFor,
} from '../support/foyer/company-login.ts';
import {
  administratorOf,
  awaitDelivery,
  awaitMail,
  linkIn,
  newAddress,
  request,
} from '../support/foyer/foyer-client.ts';

/** Invites somebody, and returns the link from the email. */
async function setup(more: Record<string, unknown> = {}) {
  const admin = await administratorOf();
  const email = newAddress();
  const invited = await admin.post('/v1/invitations', {
    email,
    company: 'Hopper Compilers',
    profile: { firstName: 'Grace', lastName: 'Hopper' },
    ...more,
  });
  const { token } = linkIn(await awaitMail(email));
  // The tests compare the stored invitation, so it must not change on its own later.
  await awaitDelivery(admin, invited.body.id, 'delivered');
  const stored = async () => (await admin.get(`/v1/invitations/${invited.body.id}`)).body;
  return { admin, email, token, id: invited.body.id, stored };
}

/** The parameters with which Cognito tells the app's page that a trigger rejected the sign-in. */
function refused(reason: string) {
  return {
    code: null,
    error: 'invalid_request',
    description: `PreSignUp failed with error external_sign_in:${reason}. `,
  };
}

describe('an invitee who signs in with the company’s identity provider instead of a password', () => {
  test('gets an account, and can sign in again without the link', async () => {
    const { admin, email, token, stored } = await setup();
    const { body: offer } = await request('POST', '/v1/sign-up/lookup', { body: { token } });
    expect(offer).toMatchObject({ providers: [{ name: 'company', label: 'Company login' }] });
    const left = await leave(token, { company: 'Hopper Systems' });
    expect(left).toMatchObject({ status: 200, body: { identityProvider: 'company' } });
    expect((await stored()).status).toBe('pending');

    // The case of an address does not matter.
    const cameBack = await signInAtCompany({ email: email.toUpperCase() });
    expect(cameBack).toMatchObject({ error: null });
    const tokens = await tokensFor(cameBack);
    expect(claimsIn(tokens['access_token'])).toMatchObject({
      tenant_id: 'acme',
      name: 'Grace Hopper',
      'cognito:groups': expect.arrayContaining(['customers']) as unknown,
      scope: expect.stringContaining('foyer/self') as unknown,
    });
    expect(claimsIn(tokens['id_token'])).toMatchObject({ email, email_verified: true });

    const invitation = await stored();
    expect(invitation).toMatchObject({ status: 'accepted', customer: { name: 'Hopper Systems' } });
    const { body: customer } = await admin.get(`/v1/customers/${invitation.customer.id}`);
    expect(customer).toMatchObject({ status: 'active', contacts: [{ email, role: 'owner' }] });

    const again = await tokensFor(await signInAtCompany({ email }));
    expect(claimsIn(again['access_token'])).toMatchObject({
      sub: claimsIn(tokens['access_token'])['sub'],
      tenant_id: 'acme',
      'cognito:groups': expect.arrayContaining(['customers']) as unknown,
    });
    const { body: later } = await request('POST', '/v1/sign-up/lookup', { body: { token } });
    expect(later.code).toBe('invitation_accepted');
  });

  test('gets the name from the identity provider if the invitation has none', async () => {
    const { email, token } = await setup({ profile: {} });
    await leave(token);
    const cameBack = await signInAtCompany({ email, givenName: 'Grace', familyName: 'Murray' });
    const tokens = await tokensFor(cameBack);
    expect(claimsIn(tokens['access_token'])).toMatchObject({ name: 'Grace Murray' });
  });

  test('returns to the page after canceling, and can still choose a password', async () => {
    const { email, token, stored } = await setup();
    await leave(token);
    expect(await signInAtCompany({ email }, 'cancel')).toMatchObject({ error: 'access_denied' });
    const body = { token, password: 'Correct-horse-battery-9', profile: {} };
    const accepted = await request('POST', '/v1/sign-up/accept', { body });
    expect(accepted.status).toBe(201);
    expect((await stored()).status).toBe('accepted');
  });
});

describe('nobody else can sign in, and the page can say why', () => {
  test.each<[string, (email: string) => CompanyPerson, string]>([
    ['another address', () => ({ email: newAddress() }), 'no_invitation'],
    ['an unverified address', (email) => ({ email, verified: false }), 'email_unverified'],
    ['a name that is missing', (email) => ({ email }), 'profile_incomplete'],
  ])('with %s', async (what, personFor, reason) => {
    const { email, token, stored } = await setup(what.startsWith('a name') ? { profile: {} } : {});
    await leave(token);
    const before = await stored();
    expect(await signInAtCompany(personFor(email))).toMatchObject(refused(reason));
    expect(await stored()).toEqual(before);

    // The attempt does not prevent the invitee from signing in.
    const person = { email, givenName: 'Grace', familyName: 'Hopper' };
    const tokens = await tokensFor(await signInAtCompany(person));
    expect(claimsIn(tokens['access_token'])).toMatchObject({ tenant_id: 'acme' });
  });

  test('without the link, even if invited', async () => {
    const { email, stored } = await setup();
    expect(await signInAtCompany({ email })).toMatchObject(refused('no_invitation'));
    expect((await stored()).status).toBe('pending');
  });

  test('without any invitation', async () => {
    expect(await signInAtCompany({ email: newAddress() })).toMatchObject(refused('no_invitation'));
  });

  test('after the invitation was revoked', async () => {
    const { admin, email, token, id, stored } = await setup();
    await leave(token);
    await admin.post(`/v1/invitations/${id}/revoke`);
    const before = await stored();
    expect(await signInAtCompany({ email })).toMatchObject(refused('invitation_ended'));
    expect(await stored()).toEqual(before);
    expect((await leave(token)).body.code).toBe('invitation_revoked');
  });

  test('after somebody used the link with a password', async () => {
    const { email, token, stored } = await setup();
    await leave(token);
    const body = { token, password: 'Correct-horse-battery-9', profile: {} };
    expect((await request('POST', '/v1/sign-up/accept', { body })).status).toBe(201);
    const before = await stored();
    expect(await signInAtCompany({ email })).toMatchObject(refused('invitation_ended'));
    expect(await stored()).toEqual(before);
  });
});
