import { randomUUID } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import {
  administratorOf,
  type AnswerBody,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { renewTokens, signIn } from '../support/foyer/sign-in.ts';

const PASSWORD = 'Correct-horse-battery-9';
const profile = { firstName: 'Grace', lastName: 'Hopper' };
const newName = () => `Navy ${randomUUID().slice(0, 8)}`;

/** Adds a customer, and waits until the lists show it. */
async function added(fields: object = {}): Promise<AnswerBody> {
  const { post, get } = await administratorOf();
  const { status, body, text } = await post('/v1/customers', { name: newName(), ...fields });
  expect(status, text).toBe(201);
  const { id, name } = body as AnswerBody & { name: string };
  await until(`${name} in the list`, async () => {
    const found = await get(`/v1/customers?${new URLSearchParams({ name }).toString()}`);
    return found.body.data.some((row) => row.id === id) ? true : undefined;
  });
  return body;
}

/** Signs up as the primary contact, with the link from the email. */
async function signUp(email: string): Promise<void> {
  const { token } = linkIn(await awaitMail(email));
  const accepted = await request('POST', '/v1/sign-up/accept', {
    body: { token, password: PASSWORD, profile },
  });
  expect(accepted.status, accepted.text).toBe(201);
}

const found = async (query: Readonly<Record<string, string>>) => {
  const { get } = await administratorOf();
  const { status, body, text } = await get(
    `/v1/customers?${new URLSearchParams(query).toString()}`,
  );
  expect(status, text).toBe(200);
  return body.data.map(({ id }) => id);
};

describe('adding a customer', () => {
  test('creates it with name, address, phone, and rank, and invites its first contact, in one step', async () => {
    const email = newAddress();
    const name = newName();
    const customer = await added({
      name,
      email,
      phone: '+44 20 7946 0100',
      rank: 'gold',
      sendInvite: true,
    });
    expect(customer).toMatchObject({ name, email, rank: 'gold', status: 'invited' });
    await signUp(email);
    const { get } = await administratorOf();
    const { body } = await get(`/v1/customers/${customer.id}`);
    expect(body).toMatchObject({
      status: 'active',
      name,
      counts: { contacts: 1, users: 1, owners: 1 },
      contacts: [{ email, role: 'owner', status: 'active' }],
    });
    await expect(signIn(email, PASSWORD)).resolves.toBeDefined();
  });

  test('sends no email without an invitation, and nobody can sign in', async () => {
    const email = newAddress();
    const customer = await added({ email });
    expect(customer).toMatchObject({ status: 'inactive', counts: { contacts: 1, users: 0 } });
    const { post } = await administratorOf();
    const { status, body } = await post(`/v1/customers/${customer.id}/activate`);
    expect([status, body.code]).toEqual([409, 'customer_needs_user']);
    expect(await mailsTo(email)).toEqual([]);
  });

  test('invites nobody if the contact has no address, and explains why', async () => {
    const { post } = await administratorOf();
    const { status, body } = await post('/v1/customers', { name: newName(), sendInvite: true });
    expect([status, body.code]).toEqual([422, 'email_required']);
  });

  test('rejects a second customer with the same name, names the first, and allows it on request', async () => {
    const name = newName();
    const first = await added({ name });
    const { post } = await administratorOf();
    const { status, body } = await post('/v1/customers', { name: name.toUpperCase() });
    expect([status, body.code]).toEqual([409, 'customer_exists']);
    expect(body).toMatchObject({ conflictingId: first.id });
    const twin = await added({ name, allowDuplicate: true });
    expect(twin).toMatchObject({ similar: [{ id: first.id, by: ['name'] }] });
  });

  test('creates one customer for two requests with the same Idempotency-Key', async () => {
    const { post } = await administratorOf();
    const body = { name: newName() };
    const headers = { 'idempotency-key': randomUUID() };
    const [first, second] = [
      await post('/v1/customers', body, headers),
      await post('/v1/customers', body, headers),
    ];
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
  });

  test('hides the customer from other tenants, which cannot change it either', async () => {
    const { id } = await added();
    const other = await administratorOf('otherAdmin');
    for (const answer of [
      await other.get(`/v1/customers/${id}`),
      await other.patch(`/v1/customers/${id}`, { rank: 'gold' }),
      await other.post(`/v1/customers/${id}/suspend`),
    ])
      expect(answer.status).toBe(404);
  });
});

describe('a customer', () => {
  test('is changed by one administrator at a time: the second one gets a conflict', async () => {
    const { id } = await added({ notes: 'Met in May.' });
    const { get, patch } = await administratorOf();
    const path = `/v1/customers/${id}`;
    const etag = (await get(path)).headers.get('etag') ?? '';
    const change = { rank: 'silver', notes: null, address: { city: 'London', country: 'gb' } };
    const changed = await patch(path, change, { 'if-match': etag });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.body).toMatchObject({
      rank: 'silver',
      address: { city: 'London', country: 'GB' },
    });
    expect(changed.body).not.toHaveProperty('notes');
    const late = await patch(path, { rank: 'gold' }, { 'if-match': etag });
    expect([late.status, late.body.code]).toEqual([412, 'version_mismatch']);
  });

  test('issues and renews no tokens while it is suspended, until it is activated again', async () => {
    const email = newAddress();
    const { id } = await added({ email, sendInvite: true });
    await signUp(email);
    const { refreshToken } = await signIn(email, PASSWORD);
    await expect(renewTokens(refreshToken)).resolves.toBeDefined();
    const { post } = await administratorOf();
    expect((await post(`/v1/customers/${id}/suspend`)).body).toMatchObject({ status: 'suspended' });
    await expect(signIn(email, PASSWORD)).rejects.toThrow('suspended');
    await expect(renewTokens(refreshToken)).rejects.toThrow('suspended');
    expect((await post(`/v1/customers/${id}/activate`)).body).toMatchObject({ status: 'active' });
    await expect(signIn(email, PASSWORD)).resolves.toBeDefined();
    await expect(renewTokens(refreshToken)).resolves.toBeDefined();
  });
});

describe('the onboarding list', () => {
  test('can be searched by company and address, and filtered by rank, status, and date', async () => {
    const word = randomUUID().slice(0, 8);
    const gold = await added({ name: `${word} Gold`, email: `${word}-g@example.com`, rank: word });
    const silver = await added({ name: `${word} Silver`, email: `${word}-s@example.com` });
    expect(await found({ name: word.toUpperCase() })).toEqual([gold.id, silver.id]);
    expect(await found({ name: `${word} s` })).toEqual([silver.id]);
    expect(await found({ email: `${word}-g` })).toEqual([gold.id]);
    expect(await found({ rank: word })).toEqual([gold.id]);
    expect(await found({ rank: word, status: 'active' })).toEqual([]);
    expect(await found({ name: word, createdAfter: gold.createdAt })).toEqual([silver.id]);
    expect(await found({ name: word, order: 'desc' })).toEqual([silver.id, gold.id]);
    expect(await found({ status: 'inactive', createdAfter: gold.createdAt })).toContain(silver.id);
  });
});
