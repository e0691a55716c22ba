import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { awaitMail, linkIn, newAddress, until } from '../support/foyer/foyer-client.ts';
import { accept, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';

type Tenant = Awaited<ReturnType<typeof newTenant>>;
type Caller = Awaited<ReturnType<Tenant['administrator']>>;

let tenant: Tenant;
let admin: Caller;
const newName = () => `Engines ${randomUUID().slice(0, 8)}`;
const service = (id: string, enabledByDefault = false) => ({
  id,
  name: id.toUpperCase(),
  enabledByDefault,
});
const plans = [{ id: 'standard', name: 'Standard' }];

beforeAll(async () => {
  tenant = await newTenant('Copying');
  admin = await tenant.administrator();
});

/** Creates a customer with every setting, and a contact who signs in for it. */
async function established() {
  const catalog = {
    ...{ services: [service('portal', true), service('support'), service('catering')] },
    ...{ servicePlans: plans, ranks: ['gold'] },
  };
  await changed(catalog);
  const email = newAddress();
  const created = await admin.post('/v1/customers', {
    ...{ name: newName(), email, sendInvite: true, phone: '+44 20 7946 0100', rank: 'gold' },
    ...{ notes: 'Met in May.', website: 'https://engines.example', servicePlan: 'standard' },
    ...{ services: ['support', 'catering'], groups: ['customers'] },
  });
  expect(created.status, created.text).toBe(201);
  expect((await accept(linkIn(await awaitMail(email)).token)).status).toBe(201);
  return { ...created.body, copy: `/v1/customers/${created.body.id}/copy`, catalog };
}

async function changed(catalog: object) {
  const answer = await admin.patch('/v1/tenant', { catalog });
  expect(answer.status, answer.text).toBe(200);
}

describe('copying a customer', () => {
  test('copies the chosen settings and the groups, but none of the contacts', async () => {
    const original = await established();
    const name = newName();
    const copied = await admin.post(original.copy, { name });
    expect(copied.status, copied.text).toBe(201);
    expect(copied.body).toMatchObject({
      ...{ name, status: 'inactive', copiedFrom: original.id },
      ...{ phone: '+44 20 7946 0100', website: 'https://engines.example', rank: 'gold' },
      ...{ services: ['support', 'catering'], groups: ['customers'] },
      ...{ contacts: [], counts: { contacts: 0, users: 0, owners: 0 } },
      copied: ['kind', 'phone', 'website', 'rank', 'services', 'groups'],
      ...{ defaulted: [], omitted: [] },
    });
    expect(copied.text).not.toContain('Met in May');
    expect(copied.body).not.toHaveProperty('servicePlan');
    const [location, etag] = [copied.headers.get('location'), copied.headers.get('etag')];
    const read = await admin.get(location ?? '');
    expect(read.headers.get('etag')).toBe(etag);
    expect(read.body).toMatchObject({ id: copied.body.id, name, contacts: [] });
    await until('the copy to be in the list', async () => {
      const { body } = await admin.get(`/v1/customers?${new URLSearchParams({ name }).toString()}`);
      return body.data.length === 1 ? true : undefined;
    });
  });

  test('uses the company’s defaults for everything else, and says so', async () => {
    const { copy } = await established();
    const { body } = await admin.post(copy, { name: newName(), settings: ['notes', 'rank'] });
    expect(body).toMatchObject({
      ...{ notes: 'Met in May.', rank: 'gold', services: ['portal'], groups: ['customers'] },
      ...{ copied: ['kind', 'notes', 'rank'], defaulted: ['services', 'groups'] },
    });
    expect(body).not.toHaveProperty('phone');
  });

  test('leaves out what the company no longer offers, and gives the reason', async () => {
    const { copy, catalog } = await established();
    await changed({
      ...{ services: [service('portal', true), service('support')] },
      ...{ servicePlans: [], ranks: ['silver'] },
    });
    const settings = ['rank', 'services', 'servicePlan'];
    const { body } = await admin.post(copy, { name: newName(), settings });
    await changed(catalog);
    expect(body).toMatchObject({
      ...{ services: ['support'], copied: ['kind', 'services'], defaulted: ['groups'] },
      omitted: [
        { field: 'rank', value: 'gold' },
        {
          ...{ field: 'services', value: 'catering' },
          reason: 'Your company no longer offers the service "catering".',
        },
        { field: 'servicePlan', value: 'standard' },
      ],
    });
    for (const field of ['rank', 'servicePlan']) expect(body).not.toHaveProperty(field);
  });

  test('copies the service plan only for administrators with the scope for plans', async () => {
    const { copy } = await established();
    const request = { name: newName(), settings: ['servicePlan'] };
    const operator = await tenant.somebodyIn('operators');
    const refused = await operator.post(copy, request);
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(refused.text).toContain('foyer/customers:plan');
    const planless = await operator.post(copy, { name: newName() });
    expect(planless.status).toBe(201);
    expect(planless.text).not.toContain('standard');
    const manager = await tenant.somebodyIn('plan-managers');
    expect((await manager.post(copy, request)).body).toMatchObject({
      ...{ servicePlan: 'standard', copied: ['kind', 'servicePlan'] },
    });
  });

  test('requires a name that no other customer has', async () => {
    const { copy, ...original } = await established();
    const { name } = original as unknown as { name: string };
    const same = await admin.post(copy, { name: name.toUpperCase(), allowDuplicate: true });
    expect(same).toMatchObject({ status: 400, body: { errors: [{ path: 'name' }] } });
    const taken = newName();
    const first = await admin.post(copy, { name: taken });
    await until('the first copy to be found', async () => {
      const again = await admin.post(copy, { name: taken });
      return again.body.code === 'customer_exists' ? again : undefined;
    }).then(({ status, body }) => {
      expect([status, body]).toMatchObject([409, { conflictingId: first.body.id }]);
    });
    expect((await admin.post(copy, { name: taken, allowDuplicate: true })).status).toBe(201);
  });

  test('invites the first contact of the copy in the same step; a repeated request creates no second copy', async () => {
    const { copy } = await established();
    const email = newAddress();
    const request = { name: newName(), email, sendInvite: true };
    const headers = { 'idempotency-key': randomUUID() };
    const first = await admin.post(copy, request, headers);
    const second = await admin.post(copy, request, headers);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.body).toMatchObject({ status: 'invited', contacts: [{ email, role: 'owner' }] });
    const { copied } = first.body as unknown as { copied: string[] };
    expect(second.body).toMatchObject({ id: first.body.id, copied });
    expect((await accept(linkIn(await awaitMail(email)).token)).status).toBe(201);
    await signIn(email, PASSWORD);
    expect((await admin.get(`/v1/customers/${first.body.id}`)).body).toMatchObject({
      ...{ status: 'active', counts: { contacts: 1, users: 1, owners: 1 } },
    });
  });
});
