import { describe, expect, test } from 'vitest';

import { activityItems } from '../../../../lambdas/modules/activity/activity.ts';
import { activitiesOf } from '../../../../lambdas/modules/activity/entries.ts';
import type { Stamp } from '../../../../lambdas/modules/platform/actor.ts';
import { changeOf } from '../../../support/engine/table-changes.ts';

const at = '2030-01-01T12:00:00.000Z';
const ada: Stamp = {
  t: 'user',
  i: 'user-ada',
  n: 'Ada',
  a: Date.parse('2030-01-01T12:00:05.123Z'),
};
const bob: Stamp = {
  t: 'client',
  i: 'client-1',
  n: 'Sync',
  a: Date.parse('2030-01-01T12:01:00.000Z'),
};

const invitation = {
  ...{ pk: 'invitation#inv_1', sk: 'invitation', tenantId: 'acme', kind: 'customer' },
  status: 'pending',
  delivery: { status: 'queued', sends: 1 },
  ...{ createdAt: at, updatedAt: at, expiresAt: '2030-01-08T12:00:00.000Z' },
  email: 'grace@example.com',
};
const customer = {
  ...{ pk: 'customer#cus_1', sk: 'customer', id: 'cus_1', tenantId: 'acme', kind: 'customer' },
  ...{ name: 'Navy', status: 'active', version: 1, createdAt: at, updatedAt: at },
  brief: { phone: '1', rank: 'gold' },
  details: { notes: 'Secret words', services: ['a'] },
};
const contact = {
  ...{ pk: 'customer#cus_1', sk: 'contact#con_1', id: 'con_1', tenantId: 'acme' },
  ...{ customerId: 'cus_1', role: 'member', email: 'grace@example.com', firstName: 'Grace' },
  ...{ version: 1, createdAt: at, updatedAt: at },
};
const preset = {
  ...{ pk: 'tenant#acme', sk: 'preset#pre_1', id: 'pre_1', tenantId: 'acme', name: 'Resellers' },
  ...{ version: 1, createdAt: at, updatedAt: at, metadata: { secret: 'x' } },
};
const webhook = {
  ...{ pk: 'tenant#acme', sk: 'webhook#whk_1', id: 'whk_1', tenantId: 'acme' },
  ...{ url: 'https://hooks.example/token', events: ['*'], enabled: true, secretVersion: 1 },
  ...{ createdAt: at, updatedAt: at },
};
const program = {
  ...{ pk: 'tenant#acme', sk: 'client#c1', id: 'c1', tenantId: 'acme', name: 'Sync' },
  ...{ scopes: ['self'], version: 1, createdAt: at },
};
const tenant = {
  ...{ pk: 'tenant#acme', sk: 'tenant', id: 'acme', name: 'Acme', status: 'active', branding: {} },
  settings: { a: 1 },
};
const administrator = {
  ...{ pk: 'administrator#acme', sk: 'administrator#adm_1', id: 'adm_1', tenantId: 'acme' },
  ...{ email: 'grace@acme.example', role: 'operators', status: 'invited', version: 1 },
  ...{ createdAt: at, updatedAt: at, expiresAt: '2030-01-08T12:00:00.000Z' },
};
const job = {
  ...{ pk: 'import#imp_1', sk: 'import', tenantId: 'acme', createdAt: at, updatedAt: at },
  outcome: { remaining: 2 },
};

describe('an entry', () => {
  test('has the actor, the action, the object, the time, and an ID that is the same for a repeat', () => {
    const change = changeOf({
      before: invitation,
      after: { ...invitation, status: 'revoked', by: ada },
    });
    const [entry, ...others] = activitiesOf(change);
    expect(entry).toEqual({
      id: entry?.id,
      tenantId: 'acme',
      type: 'invitation.revoked',
      createdAt: '2030-01-01T12:00:05.123Z',
      actor: { type: 'user', id: 'user-ada', name: 'Ada' },
      object: { type: 'invitation', id: 'inv_1' },
    });
    expect(others).toEqual([]);
    expect(activitiesOf(change)).toEqual([entry]);
  });

  test.each([
    ['invitation.created', undefined, invitation],
    ['invitation.resent', invitation, { ...invitation, delivery: { status: 'queued', sends: 2 } }],
    ['invitation.accepted', invitation, { ...invitation, status: 'accepted' }],
    ['invitation.declined', invitation, { ...invitation, status: 'declined' }],
    ['invitation.expired', invitation, { ...invitation, expiredAt: at }],
    ['invitation.code_requested', invitation, { ...invitation, verification: { round: 1 } }],
    ['invitation.deleted', invitation, undefined],
    ['customer.created', undefined, customer],
    ['customer.updated', customer, { ...customer, version: 2, name: 'Fleet' }],
    ['customer.suspended', customer, { ...customer, status: 'suspended' }],
    ['contact.created', undefined, contact],
    ['contact.joined', contact, { ...contact, userId: 'u1', version: 2 }],
    ['contact.removed', contact, { ...contact, removedAt: at, version: 2 }],
    ['tenant.created', undefined, tenant],
    ['tenant.suspended', tenant, { ...tenant, status: 'suspended' }],
    ['tenant.resumed', { ...tenant, status: 'suspended' }, tenant],
    ['administrator.created', undefined, administrator],
    ['administrator.updated', administrator, { ...administrator, role: 'viewers', version: 2 }],
    ['administrator.setup_resent', administrator, { ...administrator, expiresAt: at }],
    [
      'administrator.activated',
      administrator,
      { ...administrator, status: 'active', userId: 'u1', name: 'Grace', version: 2 },
    ],
    ['administrator.deleted', administrator, undefined],
    ['preset.created', undefined, preset],
    ['preset.deleted', preset, undefined],
    ['webhook.secret_rotated', webhook, { ...webhook, secretVersion: 2 }],
    ['webhook.disabled', webhook, { ...webhook, enabled: false, disabled: { reason: 'gone' } }],
    ['api_client.created', undefined, program],
    ['api_client.secret_rotated', program, { ...program, rotatedAt: at, version: 3 }],
    ['api_client.deleted', program, undefined],
    ['import.created', undefined, job],
    ['import.canceled', job, { ...job, outcome: { remaining: 2, canceledAt: at } }],
    ['import.completed', job, { ...job, outcome: { remaining: 0 } }],
  ])('has the type %s', (type, before, after) => {
    expect(activitiesOf(changeOf({ before, after })).map((entry) => entry.type)).toEqual([type]);
  });

  test.each([
    [
      'the fields of a customer',
      customer,
      { ...customer, version: 2, brief: { phone: '2' }, details: { notes: 'x', services: ['a'] } },
      ['phone', 'rank', 'notes'],
    ],
    [
      'the fields of a contact',
      contact,
      { ...contact, version: 2, firstName: 'Amazing', role: 'owner' },
      ['role', 'firstName'],
    ],
    [
      'settings by their name',
      tenant,
      { ...tenant, settings: { b: 2 }, branding: { logoUrl: 'x' } },
      ['branding.logoUrl', 'settings.a', 'settings.b'],
    ],
    ['a map as a whole', preset, { ...preset, metadata: { secret: 'y' } }, ['metadata']],
    ['a webhook’s URL', webhook, { ...webhook, url: 'https://hooks.example/other' }, ['url']],
  ])('of an update names %s, and no values', (_, before, after, changes) => {
    const [entry] = activitiesOf(changeOf({ before, after }));
    expect(entry?.changes?.toSorted()).toEqual(changes.toSorted());
    expect(JSON.stringify(entry)).not.toMatch(/secret|Secret|hooks|Amazing|Navy|grace/);
  });
});

describe('the actor', () => {
  const actorOf = (before: object | undefined, after: object | undefined, deletedBy?: Stamp) =>
    activitiesOf(changeOf({ before: before as never, after: after as never }), deletedBy)[0]?.actor;

  test('is Foyer if a write has no stamp, even if an earlier one did', () => {
    const stamped = { ...invitation, by: ada };
    expect(actorOf(stamped, { ...stamped, expiredAt: at })).toEqual({
      type: 'system',
      id: 'system',
    });
    expect(actorOf(stamped, { ...stamped, status: 'revoked', by: bob })?.id).toBe('client-1');
  });

  test('of a deletion is the person in the deletion note', () => {
    expect(actorOf({ ...preset, by: ada }, undefined, bob)?.id).toBe('client-1');
    expect(actorOf({ ...preset, by: ada }, undefined)?.type).toBe('system');
  });
});

describe('no entry is written', () => {
  test.each([
    [
      'for the delivery of an email',
      invitation,
      { ...invitation, delivery: { status: 'delivered', sends: 1 } },
    ],
    ['for counts', customer, { ...customer, contacts: 3 }],
    ['for a tenant’s versions', tenant, { ...tenant, catalogueVersion: 7, by: ada }],
    ['for a rotation that has only started', program, { ...program, version: 2 }],
    ['for the health of a webhook', webhook, { ...webhook, failingSince: at }],
    ['for the owner of a client', undefined, { pk: 'client#c1', sk: 'client', tenantId: 'acme' }],
    [
      'for a deletion note',
      undefined,
      { pk: 'note#tenant#acme', sk: 'deletion#preset#pre_1', by: ada },
    ],
  ])('%s', (_, before, after) => {
    expect(activitiesOf(changeOf({ before, after }))).toEqual([]);
  });

  test('for items that TTL removes', () => {
    expect(activitiesOf(changeOf({ before: invitation, after: undefined, byTtl: true }))).toEqual(
      [],
    );
  });
});

test('an entry is in the logs of the tenant, the object, and the actor, for 90 days', () => {
  const [entry] = activitiesOf(changeOf({ before: undefined, after: { ...contact, by: ada } }));
  if (entry === undefined) throw new Error('No entry.');
  const items = activityItems(entry);
  expect(items.map(({ pk }) => pk)).toEqual([
    'activity#acme',
    'activity#acme#object#con_1',
    'activity#acme#actor#user-ada',
  ]);
  const days = (Number(items[0]?.['removeAt']) * 1000 - Date.parse(entry.createdAt)) / 86_400_000;
  expect(days).toBeGreaterThanOrEqual(90);
  expect(days).toBeLessThan(90.001);
  expect(activityItems({ ...entry, actor: { type: 'system', id: 'system' } })).toHaveLength(2);
});
