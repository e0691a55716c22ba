import { randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import { asSomebody, awaitMail, linkIn, newAddress } from '../support/foyer/foyer-client.ts';
import { accept, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';

type Tenant = Awaited<ReturnType<typeof newTenant>>;
type Caller = Awaited<ReturnType<Tenant['administrator']>>;

let tenant: Tenant;
let admin: Caller;
const newName = () => `Navy ${randomUUID().slice(0, 8)}`;
const OFFER = {
  services: [
    { id: 'portal', name: 'Customer portal', enabledByDefault: true },
    { id: 'news', name: 'Newsletter', enabledByDefault: true },
    { id: 'support', name: 'Support', enabledByDefault: false },
  ],
  servicePlans: [{ id: 'premium', name: 'Premium for the few' }],
};

beforeAll(async () => {
  tenant = await newTenant('Offering');
  admin = await tenant.administrator();
  const changed = await admin.patch('/v1/tenant', { catalog: OFFER });
  expect(changed.status, changed.text).toBe(200);
});

async function added(fields: object = {}, by: Caller = admin) {
  const answer = await by.post('/v1/customers', { name: newName(), ...fields });
  expect(answer.status, answer.text).toBe(201);
  return { ...answer.body, path: `/v1/customers/${answer.body.id}` };
}

describe('the services of a customer', () => {
  test('are those that the company enables by default, until others are chosen', async () => {
    const inherited = await added();
    expect(inherited).toMatchObject({ services: ['portal', 'news'] });
    const chosen = await admin.patch(inherited.path, { services: ['portal', 'support'] });
    expect(chosen.body).toMatchObject({ services: ['portal', 'support'] });
    expect(await added({ services: ['support'] })).toMatchObject({ services: ['support'] });
    expect(await added({ services: [] })).toMatchObject({ services: [] });
  });

  test('cannot include one that the company does not offer, and the error lists those that it does', async () => {
    const { path } = await added();
    const services = ['portal', 'catering'];
    for (const refused of [
      await admin.post('/v1/customers', { name: newName(), services }),
      await admin.patch(path, { services }),
    ]) {
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'services.1' }] } });
      expect(refused.body.errors[0]?.message).toContain('portal, news, support');
    }
  });

  test('follow the company’s defaults for new customers, and stay the same for existing ones', async () => {
    const before = await added();
    const services = OFFER.services.map((service) => ({ ...service, enabledByDefault: false }));
    await admin.patch('/v1/tenant', { catalog: { services } });
    expect(await added()).toMatchObject({ services: [] });
    expect((await admin.get(before.path)).body).toMatchObject({ services: ['portal', 'news'] });
    await admin.patch('/v1/tenant', { catalog: OFFER });
  });

  test('are shown to its contacts by name, but the plan is not', async () => {
    const email = newAddress();
    await added({ email, sendInvite: true, servicePlan: 'premium' });
    expect((await accept(linkIn(await awaitMail(email)).token)).status).toBe(201);
    const person = asSomebody((await signIn(email, PASSWORD)).accessToken);
    const own = await person.get('/v1/me/customer');
    expect(own.body).toMatchObject({
      services: [
        { id: 'portal', name: 'Customer portal' },
        { id: 'news', name: 'Newsletter' },
      ],
    });
    expect(own.text.toLowerCase()).not.toContain('premium');
  });
});

describe('the service plan of a customer', () => {
  test('can be set, viewed, and removed only with the scope for plans', async () => {
    const [operator, manager] = [
      await tenant.somebodyIn('operators'),
      await tenant.somebodyIn('plan-managers'),
    ];
    const planned = await added({ servicePlan: 'premium' }, manager);
    expect(planned).toMatchObject({ servicePlan: 'premium' });
    expect((await manager.get(planned.path)).body).toMatchObject({ servicePlan: 'premium' });

    for (const hidden of [
      await operator.get(planned.path),
      await operator.patch(planned.path, { notes: 'Met in May.' }),
      await operator.post(`${planned.path}/suspend`),
      await operator.get('/v1/customers'),
    ]) {
      expect(hidden.status, hidden.text).toBe(200);
      expect(hidden.text).not.toContain('premium');
    }
    for (const refused of [
      await operator.post('/v1/customers', { name: newName(), servicePlan: 'premium' }),
      await operator.patch(planned.path, { servicePlan: 'premium' }),
      await operator.patch(planned.path, { servicePlan: null }),
    ]) {
      expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } });
      expect(refused.text).toContain('foyer/customers:plan');
    }
    // Changes by others do not affect it.
    expect((await manager.get(planned.path)).body).toMatchObject({ servicePlan: 'premium' });
    const without = await manager.patch(planned.path, { servicePlan: null });
    expect(without.body).not.toHaveProperty('servicePlan');
  });
});
