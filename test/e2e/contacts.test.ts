import { describe, expect, test } from 'vitest';

import {
  administratorOf,
  awaitMail,
  linkIn,
  mailsTo,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { completed } from '../support/foyer/import-client.ts';
import { accept, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { signInAs } from '../support/foyer/sign-in.ts';
import { runReconciler } from '../support/modules/reconciling.ts';

/** Creates an administrator and a customer without contacts. */
async function setup() {
  const admin = await administratorOf();
  const name = `Navy ${newAddress().split('@')[0]}`;
  const created = await admin.post('/v1/customers', { name });
  expect(created.status, created.text).toBe(201);
  const customer = `/v1/customers/${created.body.id}`;
  const add = async (fields: Record<string, unknown>) => {
    const answer = await admin.post(`${customer}/contacts`, fields);
    expect(answer.status, answer.text).toBe(201);
    return { ...answer.body, path: `${customer}/contacts/${answer.body.id}` };
  };
  const join = async (email: string, mails = 1) => {
    const { token } = linkIn(await awaitMail(email, mails));
    const accepted = await accept(token);
    expect(accepted.status, accepted.text).toBe(201);
  };
  return { admin, customer, add, join };
}

describe('a contact of a customer', () => {
  test('is invited as it is added, signs up, and activates the customer without any work for the vendor', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const contact = await add({ email, firstName: 'Grace', sendInvite: true });
    expect(contact).toMatchObject({ status: 'invited', role: 'owner', email });
    await join(email);
    const opened = await admin.get(customer);
    expect(opened.body).toMatchObject({
      ...{ status: 'active', counts: { contacts: 1, users: 1, owners: 1 } },
      contacts: [{ id: contact.id, status: 'active', lastName: 'Hopper' }],
    });
    await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ contact_id: contact.id });
  });

  test('can be invited later, as often as needed until it has an account, and then no more', async () => {
    const { admin, add, join } = await setup();
    const email = newAddress();
    const { path } = await add({ email });
    expect(await mailsTo(email)).toEqual([]);
    const first = await admin.post(`${path}/invite`);
    expect(first.status, first.text).toBe(201);
    await awaitMail(email);
    const again = await admin.post(`${path}/invite`);
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id } });
    await join(email, 2);
    const refused = await admin.post(`${path}/invite`);
    expect(refused).toMatchObject({ status: 409, body: { code: 'contact_has_account' } });
  });

  test('gets the invitation when its address is invited to the customer, and no second contact is created', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const { id } = await add({ email, firstName: 'Ada', jobTitle: 'Buyer' });
    const customerId = customer.split('/').at(-1);
    const invited = await admin.post('/v1/invitations', { email, customerId });
    expect(invited.status, invited.text).toBe(201);
    expect(invited.body).toMatchObject({ profile: { firstName: 'Ada', jobTitle: 'Buyer' } });
    await join(email);
    expect((await admin.get(customer)).body).toMatchObject({
      ...{ status: 'active', counts: { contacts: 1, users: 1 } },
      contacts: [{ id, email, status: 'active', jobTitle: 'Buyer' }],
    });
  });

  test('gets the invitation when its address is in an import: the dry run says so, and no second contact is created', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const { id, path } = await add({ email, firstName: 'Ada', jobTitle: 'Buyer' });
    const rows = [{ email: email.toUpperCase(), customerId: customer.split('/').at(-1) }];
    const imported = async (dryRun: boolean) => {
      const { body, status } = await admin.post('/v1/invitation-imports', { rows, dryRun });
      expect(status).toBe(202);
      return (await completed(admin, body.id)).data.map(({ outcome, reason }) => reason ?? outcome);
    };
    expect(await imported(true)).toEqual(['would_create']);
    expect((await admin.get(path)).body).toMatchObject({ status: 'none' });
    expect(await imported(false)).toEqual(['created']);
    expect((await admin.get(path)).body).toMatchObject({ status: 'invited' });
    expect((await admin.get(customer)).body).toMatchObject({ status: 'invited' });
    expect(await imported(true)).toEqual(['already_invited']);
    await join(email);
    expect((await admin.get(customer)).body).toMatchObject({
      ...{ status: 'active', counts: { contacts: 1, users: 1 } },
      contacts: [{ id, status: 'active', jobTitle: 'Buyer' }],
    });
  });

  test('signs up with an earlier invitation to its address if it was added after that invitation', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const customerId = customer.split('/').at(-1);
    expect((await admin.post('/v1/invitations', { email, customerId })).status).toBe(201);
    const { id } = await add({ email, jobTitle: 'Buyer' });
    await join(email);
    expect((await admin.get(customer)).body).toMatchObject({
      ...{ counts: { contacts: 1, users: 1, owners: 1 } },
      contacts: [{ id, status: 'active', jobTitle: 'Buyer' }],
    });
    await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ contact_id: id });
  });

  test('sees on its own used link, and on no other, that its access was suspended or removed', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const { path } = await add({ email, sendInvite: true });
    await join(email);
    const { token } = linkIn(await awaitMail(email));
    const lookUp = async (link: string) =>
      (await request('POST', '/v1/sign-up/lookup', { body: { token: link } })).body;
    const used = { code: 'invitation_accepted', locale: 'en' };
    expect(await lookUp(token)).toMatchObject({ ...used, account: 'active' });
    await admin.post(`${customer}/suspend`);
    expect(await lookUp(token)).toMatchObject({ ...used, account: 'suspended' });
    await admin.post(`${customer}/activate`);
    await admin.delete(path);
    expect(await lookUp(token)).toMatchObject({ ...used, account: 'removed' });
    const other = await lookUp(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`);
    expect(other).toMatchObject({ code: 'not_found' });
    expect(other).not.toHaveProperty('account');
  });

  test('cannot be invited without an address, and the response explains why', async () => {
    const { admin, customer, add } = await setup();
    const invited = { firstName: 'Grace', sendInvite: true };
    expect(await admin.post(`${customer}/contacts`, invited)).toMatchObject({
      ...{ status: 422, body: { code: 'email_required' } },
    });
    const { path } = await add({ firstName: 'Grace' });
    expect(await admin.post(`${path}/invite`)).toMatchObject({
      ...{ status: 422, body: { code: 'email_required' } },
    });
  });

  test('can change its address until it has an account, and nobody can after that', async () => {
    const { admin, add, join } = await setup();
    const [wrong, email] = [newAddress(), newAddress()];
    const { path } = await add({ email: wrong, sendInvite: true });
    const { token } = linkIn(await awaitMail(wrong));
    const changed = await admin.patch(path, { email });
    expect(changed.body).toMatchObject({ email, status: 'none' });
    expect((await accept(token)).body).toMatchObject({ code: 'invitation_revoked' });
    expect((await admin.post(`${path}/invite`)).status).toBe(201);
    await join(email);
    expect(await admin.patch(path, { email: wrong })).toMatchObject({
      ...{ status: 409, body: { code: 'contact_has_account' } },
    });
  });

  test('can no longer sign in after it is removed, stays in the history, and its address can be invited again immediately', async () => {
    const { admin, customer, add, join } = await setup();
    const email = newAddress();
    const first = await add({ email, sendInvite: true });
    await join(email);
    await signInAs(email, PASSWORD);
    expect((await admin.delete(first.path)).status).toBe(204);
    await expect(signInAs(email, PASSWORD)).rejects.toThrow();
    expect((await admin.get(first.path)).body).toMatchObject({ status: 'removed', email });
    const second = await add({ email, sendInvite: true });
    await join(email, 2);
    await runReconciler();
    await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ contact_id: second.id });
    expect((await admin.get(customer)).body).toMatchObject({
      ...{ status: 'active', counts: { contacts: 1, users: 1 } },
    });
    // The earlier account is deleted automatically. The new one stays.
    await until('the removal to be finished', async () => {
      await runReconciler();
      return (await admin.get(first.path)).body;
    });
    await expect(signInAs(email, PASSWORD)).resolves.toMatchObject({ contact_id: second.id });
  });
});
