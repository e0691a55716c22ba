import { randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { administratorOf, awaitMail, linkIn, until } from '../support/foyer/foyer-client.ts';
import { accept } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';

type Administrator = Awaited<ReturnType<typeof administratorOf>>;

/** Returns a word that no other test searches for. */
function newWord(): string {
  return `w${randomUUID().replaceAll('-', '').slice(0, 12)}`;
}

/** Waits until a list shows these IDs. Search follows the table with a short delay. */
async function awaitIds(who: Administrator, path: string, ids: readonly string[]) {
  return until(`${path} shows ${ids.length}`, async () => {
    const { status, body, text } = await who.get(path);
    expect(status, text).toBe(200);
    const shown = body.data.map(({ id }) => id).toSorted();
    return shown.join() === ids.toSorted().join() ? body.data : undefined;
  });
}

async function countsOf(who: Administrator, path: string): Promise<Record<string, number>> {
  const { status, text } = await who.get(path);
  expect(status, text).toBe(200);
  const body = JSON.parse(text) as Record<string, Record<string, number>>;
  return body['byStage'] ?? body['byStatus'] ?? {};
}

test('an administrator finds companies and people by any word, follows an invitee from status to status, and sees the counts', async () => {
  // A tenant of its own: the counts change only with this test.
  const admin = await (await newTenant('Words')).administrator();
  const other = await administratorOf('otherAdmin');
  const word = newWord();
  const today = new Date().toISOString().slice(0, 10);
  const period = `?from=${today}&to=${today}`;
  const customersBefore = await countsOf(admin, '/v1/statistics/customers');

  const name = `Smith & ${word} Engines`;
  const { body: customer } = await admin.post('/v1/customers', { name });
  await awaitIds(admin, `/v1/customers?search=${word.slice(0, 8).toUpperCase()}`, [customer.id]);
  await awaitIds(admin, `/v1/customers?search=eng%20${word}&status=inactive`, [customer.id]);
  await awaitIds(admin, `/v1/customers?search=${word}&status=active`, []);
  await awaitIds(other, `/v1/customers?search=${word}`, []);

  const email = `ada.${word}@example.com`;
  const added = await admin.post(`/v1/customers/${customer.id}/contacts`, {
    ...{ firstName: 'Adá', lastName: "O'Brien", email, sendInvite: true },
  });
  expect(added.status, added.text).toBe(201);
  const contact = added.body.id;
  const [shown] = await awaitIds(admin, `/v1/contacts?search=ada%20brien%20${word}`, [contact]);
  expect(shown).toMatchObject({ status: 'invited', role: 'owner', customerName: name });
  await awaitIds(admin, `/v1/contacts?email=ada.${word}&status=invited`, [contact]);
  await awaitIds(admin, `/v1/contacts?customerId=${customer.id}&role=member`, []);
  await awaitIds(other, `/v1/contacts?search=${word}`, []);
  const found = await until('the invitation', async () => {
    const { body } = await admin.get(`/v1/invitations?search=obrien%20${word}`);
    return body.data.length === 1 ? body.data[0] : undefined;
  });
  expect(found.email).toBe(email);
  await awaitIds(other, `/v1/invitations?search=${word}`, []);

  const { token } = linkIn(await awaitMail(email));
  const before = await countsOf(admin, `/v1/statistics/invitations${period}`);
  expect((await accept(token)).status).toBe(201);
  await awaitIds(admin, `/v1/contacts?search=${word}&status=active`, [contact]);
  await awaitIds(admin, `/v1/contacts?search=${word}&status=invited`, []);
  await until('one more accepted', async () => {
    const after = await countsOf(admin, `/v1/statistics/invitations${period}`);
    return after['accepted'] === (before['accepted'] ?? 0) + 1 ? after : undefined;
  });
  await until('one more active', async () => {
    const after = await countsOf(admin, '/v1/statistics/customers');
    return after['active'] === (customersBefore['active'] ?? 0) + 1 ? after : undefined;
  });

  const removed = await admin.delete(`/v1/customers/${customer.id}/contacts/${contact}`);
  expect(removed.status).toBe(204);
  await awaitIds(admin, `/v1/contacts?search=${word}`, []);
  await awaitIds(admin, `/v1/contacts?search=${word}&status=removed`, [contact]);

  expect((await admin.delete(`/v1/invitations/${found.id}`)).status).toBe(204);
  await awaitIds(admin, `/v1/invitations?search=${word}`, []);
});

test('an invalid search or period is rejected with the name of the field', async () => {
  const admin = await administratorOf();
  for (const [path, field] of [
    ['/v1/contacts?search=%20-%20', 'search'],
    [`/v1/customers?search=${'a'.repeat(201)}`, 'search'],
    ['/v1/invitations?search=a%20b%20c%20d%20e%20f%20g%20h%20i%20j%20k', 'search'],
    ['/v1/customers?search=ada&sort=name', 'search'],
    ['/v1/contacts?status=none-of-these', 'status'],
    ['/v1/statistics/invitations?from=2026-01-01', 'to'],
    ['/v1/statistics/customers?from=2026-01-02&to=2026-01-01', 'to'],
  ] as const) {
    const { status, body, text } = await admin.get(path);
    expect(status, text).toBe(400);
    expect(body.errors.map((error) => error.path)).toContain(field);
  }
});
