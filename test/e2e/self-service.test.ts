import { describe, expect, test } from 'vitest';

import {
  administratorOf,
  awaitMail,
  linkIn,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { signIn } from '../support/foyer/sign-in.ts';

const PASSWORD = 'Correct-horse-battery-9';

async function accept(email: string, firstName: string, mails = 1) {
  const { token } = linkIn(await awaitMail(email, mails));
  const body = { token, password: PASSWORD, profile: { firstName, lastName: 'Hopper' } };
  const accepted = await request('POST', '/v1/sign-up/accept', { body });
  expect(accepted.status).toBe(201);
  return accepted.body.customerId;
}

async function signedIn(email: string) {
  const { accessToken: token } = await signIn(email, PASSWORD);
  return {
    get: (path: string) => request('GET', path, { token }),
    post: (path: string, body?: unknown) =>
      request('POST', path, { token, ...(body !== undefined && { body }) }),
    patch: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      request('PATCH', path, { token, headers, body }),
    delete: (path: string) => request('DELETE', path, { token }),
  };
}

/** Creates a company whose first contact signed up through the vendor's only invitation, and signs that contact in. */
async function firstContact(named: string) {
  const admin = await administratorOf();
  const email = newAddress();
  const company = `${named} ${email.split('@')[0] ?? ''}`;
  const rank = 'platinum-of-the-vendor';
  expect((await admin.post('/v1/invitations', { email, company, rank })).status).toBe(201);
  const customerId = await accept(email, 'Grace');
  return { admin, email, customerId, grace: await signedIn(email) };
}

describe('self-service', () => {
  test('lets the first contact manage the company profile and invite a colleague, who joins as a member', async () => {
    const { admin, email, customerId, grace } = await firstContact('Navy');

    const me = await grace.get('/v1/me');
    expect(me.body).toMatchObject({ email, firstName: 'Grace', role: 'owner' });
    const company = await grace.get('/v1/me/customer');
    expect(company.body).toMatchObject({ id: customerId, status: 'active' });
    expect(company.text).not.toContain('platinum');

    const profile = { website: 'https://navy.example', address: { city: 'Arlington' } };
    const ifMatch = { 'if-match': company.headers.get('etag') ?? '' };
    expect((await grace.patch('/v1/me/customer', profile, ifMatch)).status).toBe(200);
    expect((await grace.patch('/v1/me/customer', profile, ifMatch)).status).toBe(412);
    expect((await admin.get(`/v1/customers/${customerId}`)).body).toMatchObject(profile);

    const colleague = newAddress();
    const invited = await grace.post('/v1/me/customer/invitations', { email: colleague });
    expect(invited.status).toBe(201);
    expect(invited.body).toMatchObject({
      email: colleague,
      status: 'pending',
      role: 'member',
      invitedBy: { name: 'Grace Hopper' },
    });
    expect((await awaitMail(colleague)).text).toContain('Grace Hopper');
    expect(await accept(colleague, 'Alan')).toBe(customerId);

    const alan = await signedIn(colleague);
    expect((await alan.get('/v1/me')).body).toMatchObject({ role: 'member', firstName: 'Alan' });
    const people = await alan.get('/v1/me/customer/contacts');
    expect(people.body.data.map((person) => person.email).toSorted()).toEqual(
      [email, colleague].toSorted(),
    );
    const refused = await alan.post('/v1/me/customer/invitations', { email: newAddress() });
    expect(refused.body).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await alan.patch('/v1/me/customer', { name: 'Mine' })).status).toBe(403);
  });

  test('uses the address as the login, and no contact of the customer can change it', async () => {
    const { email, grace } = await firstContact('Fixed');
    const me = await grace.patch('/v1/me', { email: newAddress() });
    expect(me.body).toMatchObject({ status: 400, code: 'invalid_request' });
    expect(me.body.errors.map(({ path }) => path)).toEqual(['email']);
    const { id } = (await grace.get('/v1/me')).body;
    const path = `/v1/me/customer/contacts/${id}`;
    const asOwner = await grace.patch(path, { email: newAddress() });
    expect(asOwner.body).toMatchObject({ status: 409, code: 'contact_has_account' });
    expect((await grace.get('/v1/me')).body.email).toBe(email);
  });

  test('rejects a removed contact immediately, and keeps the last owner', async () => {
    const { grace } = await firstContact('Leaving');
    const colleague = newAddress();
    await grace.post('/v1/me/customer/invitations', { email: colleague });
    await accept(colleague, 'Alan');
    const alan = await signedIn(colleague);
    const own = (await grace.get('/v1/me')).body;
    const his = (await alan.get('/v1/me')).body;

    const leaving = await grace.delete(`/v1/me/customer/contacts/${own.id}`);
    expect(leaving.body).toMatchObject({ status: 409, code: 'last_owner' });
    const demoted = await grace.patch(`/v1/me/customer/contacts/${own.id}`, { role: 'member' });
    expect(demoted.body).toMatchObject({ status: 409, code: 'last_owner' });

    expect((await grace.delete(`/v1/me/customer/contacts/${his.id}`)).status).toBe(204);
    for (const answer of [
      await alan.get('/v1/me'),
      await alan.get('/v1/me/customer'),
      await alan.patch('/v1/me', { jobTitle: 'Ghost' }),
    ])
      expect(answer.body).toMatchObject({ status: 403, code: 'forbidden' });
    await expect(signIn(colleague, PASSWORD)).rejects.toThrow();
  });

  test('lets an owner see and revoke the invitations to their own company, and no others', async () => {
    const { grace } = await firstContact('One');
    const { grace: stranger } = await firstContact('Two');
    const email = newAddress();
    const { id } = (await grace.post('/v1/me/customer/invitations', { email })).body;
    await until('the invitation to be in the list', async () => {
      const { body } = await grace.get('/v1/me/customer/invitations?status=pending');
      return body.data.some((row) => row.id === id) ? true : undefined;
    });
    const contact = (await grace.get('/v1/me')).body.id;
    const own = `/v1/me/customer/invitations/${id}`;
    for (const answer of [
      await stranger.post(`${own}/revoke`),
      await stranger.post(`${own}/resend`),
      await stranger.delete(`/v1/me/customer/contacts/${contact}`),
      await stranger.patch(`/v1/me/customer/contacts/${contact}`, { role: 'member' }),
    ])
      expect(answer.body).toMatchObject({ status: 404, code: 'not_found' });
    const theirs = await stranger.get('/v1/me/customer/invitations');
    expect(theirs.body.data.map((row) => row.id)).not.toContain(id);

    const { token } = linkIn(await awaitMail(email));
    expect((await grace.post(`${own}/resend`)).body).toMatchObject({ status: 'pending' });
    await awaitMail(email, 2);
    expect((await grace.post(`${own}/revoke`)).body).toMatchObject({ status: 'revoked' });
    const lookup = await request('POST', '/v1/sign-up/lookup', { body: { token } });
    expect(lookup.status).toBeGreaterThanOrEqual(400);
  });
});
