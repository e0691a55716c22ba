import { beforeAll, describe, expect, test } from 'vitest';

import type { Route } from '../../lambdas/modules/http/route.ts';
import { type OperationId, ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import { actingAs } from '../../lambdas/modules/platform/actor.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { deploymentIn, tenantsOf } from '../../operator/deployment.ts';
import {
  type Answer,
  asSomebody,
  awaitMail,
  foyer,
  linkIn,
  newAddress,
  request,
  until,
} from '../support/foyer/foyer-client.ts';
import { accept, PASSWORD, signUp } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { signIn } from '../support/foyer/sign-in.ts';

/** An entry of the activity log, as the API returns it. */
interface Entry {
  readonly id: string;
  readonly type: string;
  readonly createdAt: string;
  readonly actor: { readonly type: string; readonly id: string; readonly name?: string };
  readonly object: { readonly type: string; readonly id: string; readonly name?: string };
  readonly changes?: readonly string[];
}
type Somebody = ReturnType<typeof asSomebody>;
/** The entry that an operation must leave in the log, and the type of its actor. */
interface Trace {
  readonly type: string;
  readonly objectId: string;
  readonly actor?: 'user' | 'contact' | 'invitee';
}
type Mutating = {
  [Id in OperationId]: (typeof ROUTES)[Id]['method'] extends 'GET' ? never : Id;
}[OperationId];

let tenant: Awaited<ReturnType<typeof newTenant>>;
let ada: Somebody;
/** The owner of a customer, with the IDs that self-service operations need. */
let owner: { readonly somebody: Somebody; readonly customerId: string; readonly contactId: string };

function ok(answer: Answer): Answer['body'] {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
}

/** Returns a name that is not in use yet. */
function newName(): string {
  return newAddress().split('@', 1)[0] ?? '';
}

async function invitation(): Promise<{ id: string; token: string; email: string }> {
  const email = newAddress();
  const { id } = ok(await ada.post('/v1/invitations', { email, company: 'Navy' }));
  return { id, email, token: linkIn(await awaitMail(email)).token };
}

async function customer(): Promise<string> {
  return ok(await ada.post('/v1/customers', { name: newName() })).id;
}

async function contact(): Promise<{ path: string; id: string }> {
  const path = `/v1/customers/${await customer()}/contacts`;
  const { id } = ok(await ada.post(path, { firstName: 'Grace', email: newAddress() }));
  return { path: `${path}/${id}`, id };
}

async function colleague(): Promise<string> {
  const body = { firstName: 'Alan', email: newAddress() };
  return ok(await owner.somebody.post('/v1/me/customer/contacts', body)).id;
}

async function webhook(): Promise<string> {
  return ok(await ada.post('/v1/webhooks', { url: 'http://127.0.0.1:9/hook' })).id;
}

async function program(): Promise<string> {
  const body = { name: 'Sync', scopes: ['invitations:read'] };
  return ok(await ada.post('/v1/api-clients', body)).id;
}

async function administrator(): Promise<{ id: string; email: string }> {
  const email = newAddress();
  const { id } = ok(await ada.post('/v1/administrators', { email, role: 'viewers' }));
  return { id, email };
}

async function preset(): Promise<string> {
  return ok(await ada.post('/v1/presets', { name: newName() })).id;
}

async function application(): Promise<string> {
  const redirectUrl = 'https://acme.example/start';
  ok(await ada.patch('/v1/tenant', { settings: { redirectUrls: ['https://acme.example/'] } }));
  const body = { name: newName(), protocol: 'bookmark', redirectUrl };
  return ok(await ada.post('/v1/applications', body)).id;
}

async function ownInvitation(): Promise<string> {
  const body = { email: newAddress() };
  return ok(await owner.somebody.post('/v1/me/customer/invitations', body)).id;
}

/** Operations that leave no entry, each with the reason. */
const QUIET = {
  getInvitationByToken: 'reads only: mail scanners may do it',
  previewInvitation: 'writes nothing',
  sendInvitationPreview: 'changes nothing that anybody else sees',
  startProviderSignUp: 'uses nothing up, and needs an identity provider',
  getAdministratorSetupByToken: 'reads only: mail scanners may do it',
} as const satisfies Partial<Record<Mutating, string>>;

/**
 * Performs each operation and names the entry that it must leave. A new operation does not compile without a line here.
 */
const TRACES: Readonly<Record<Exclude<Mutating, keyof typeof QUIET>, () => Promise<Trace>>> = {
  createInvitation: async () => ({ type: 'invitation.created', objectId: (await invitation()).id }),
  resendInvitation: async () => {
    const { id } = await invitation();
    ok(await ada.post(`/v1/invitations/${id}/resend`));
    return { type: 'invitation.resent', objectId: id };
  },
  createInvitationLink: async () => {
    const { id } = await invitation();
    ok(await ada.post(`/v1/invitations/${id}/link`));
    return { type: 'invitation.link_created', objectId: id };
  },
  revokeInvitation: async () => {
    const { id } = await invitation();
    ok(await ada.post(`/v1/invitations/${id}/revoke`));
    return { type: 'invitation.revoked', objectId: id };
  },
  deleteInvitation: async () => {
    const { id } = await invitation();
    ok(await ada.post(`/v1/invitations/${id}/revoke`));
    ok(await ada.delete(`/v1/invitations/${id}`));
    return { type: 'invitation.deleted', objectId: id };
  },
  createInvitationImport: async () => {
    const rows = [{ email: newAddress() }];
    const { id } = ok(await ada.post('/v1/invitation-imports', { dryRun: true, rows }));
    return { type: 'import.created', objectId: id };
  },
  cancelInvitationImport: async () => {
    const rows = Array.from({ length: 60 }, () => ({ email: newAddress() }));
    const { id } = ok(await ada.post('/v1/invitation-imports', { dryRun: true, rows }));
    ok(await ada.post(`/v1/invitation-imports/${id}/cancel`));
    return { type: 'import.canceled', objectId: id };
  },
  createBulkAction: async () => {
    const ids = [(await invitation()).id];
    const body = { action: 'resend', ids, dryRun: true };
    const { id } = ok(await ada.post('/v1/bulk-actions', body));
    return { type: 'bulk_action.created', objectId: id };
  },
  cancelBulkAction: async () => {
    const body = { action: 'revoke', filter: { status: ['pending'] }, dryRun: true };
    const { id } = ok(await ada.post('/v1/bulk-actions', body));
    ok(await ada.post(`/v1/bulk-actions/${id}/cancel`));
    return { type: 'bulk_action.canceled', objectId: id };
  },
  createCustomer: async () => ({ type: 'customer.created', objectId: await customer() }),
  updateCustomer: async () => {
    const id = await customer();
    ok(await ada.patch(`/v1/customers/${id}`, { phone: '+44 20 7946 0123' }));
    return { type: 'customer.updated', objectId: id };
  },
  copyCustomer: async () => {
    const from = await customer();
    const { id } = ok(await ada.post(`/v1/customers/${from}/copy`, { name: newName() }));
    return { type: 'customer.created', objectId: id };
  },
  suspendCustomer: async () => {
    const { token, email } = await invitation();
    const { customerId } = ok(await accept(token));
    expect(email).toBeTruthy();
    ok(await ada.post(`/v1/customers/${customerId}/suspend`));
    return { type: 'customer.suspended', objectId: customerId };
  },
  activateCustomer: async () => {
    const { customerId } = ok(await accept((await invitation()).token));
    ok(await ada.post(`/v1/customers/${customerId}/suspend`));
    ok(await ada.post(`/v1/customers/${customerId}/activate`));
    return { type: 'customer.activated', objectId: customerId };
  },
  createContact: async () => ({ type: 'contact.created', objectId: (await contact()).id }),
  updateContact: async () => {
    const { path, id } = await contact();
    ok(await ada.patch(path, { jobTitle: 'Buyer' }));
    return { type: 'contact.updated', objectId: id };
  },
  deleteContact: async () => {
    const { path, id } = await contact();
    ok(await ada.delete(path));
    return { type: 'contact.removed', objectId: id };
  },
  inviteContact: async () => {
    const { path, id } = await contact();
    ok(await ada.post(`${path}/invite`));
    return { type: 'contact.invited', objectId: id };
  },
  updateTenant: async () => {
    ok(await ada.patch('/v1/tenant', { settings: { expiryDays: 5 } }));
    return { type: 'tenant.updated', objectId: tenant.id };
  },
  createApplication: async () => ({
    type: 'application.created',
    objectId: await application(),
  }),
  updateApplication: async () => {
    const id = await application();
    ok(await ada.patch(`/v1/applications/${id}`, { name: newName() }));
    return { type: 'application.updated', objectId: id };
  },
  deleteApplication: async () => {
    const id = await application();
    ok(await ada.delete(`/v1/applications/${id}`));
    return { type: 'application.deleted', objectId: id };
  },
  createPreset: async () => ({ type: 'preset.created', objectId: await preset() }),
  updatePreset: async () => {
    const id = await preset();
    ok(await ada.patch(`/v1/presets/${id}`, { expiresInDays: 3 }));
    return { type: 'preset.updated', objectId: id };
  },
  deletePreset: async () => {
    const id = await preset();
    ok(await ada.delete(`/v1/presets/${id}`));
    return { type: 'preset.deleted', objectId: id };
  },
  createWebhook: async () => ({ type: 'webhook.created', objectId: await webhook() }),
  updateWebhook: async () => {
    const id = await webhook();
    ok(await ada.patch(`/v1/webhooks/${id}`, { enabled: false }));
    return { type: 'webhook.updated', objectId: id };
  },
  rotateWebhookSecret: async () => {
    const id = await webhook();
    ok(await ada.post(`/v1/webhooks/${id}/rotate`));
    return { type: 'webhook.secret_rotated', objectId: id };
  },
  sendWebhookTest: async () => {
    const id = await webhook();
    ok(await ada.post(`/v1/webhooks/${id}/test`));
    return { type: 'webhook.tested', objectId: id };
  },
  replayWebhookDeliveries: async () => {
    const id = await webhook();
    ok(await ada.post(`/v1/webhooks/${id}/replay`));
    return { type: 'webhook.replayed', objectId: id };
  },
  deleteWebhook: async () => {
    const id = await webhook();
    ok(await ada.delete(`/v1/webhooks/${id}`));
    return { type: 'webhook.deleted', objectId: id };
  },
  createApiClient: async () => ({ type: 'api_client.created', objectId: await program() }),
  rotateApiClientSecret: async () => {
    const id = await program();
    ok(await ada.post(`/v1/api-clients/${id}/rotate`));
    return { type: 'api_client.secret_rotated', objectId: id };
  },
  revokePreviousApiClientSecret: async () => {
    const id = await program();
    ok(await ada.post(`/v1/api-clients/${id}/rotate`));
    ok(await ada.delete(`/v1/api-clients/${id}/previous-secret`));
    return { type: 'api_client.earlier_secret_ended', objectId: id };
  },
  deleteApiClient: async () => {
    const id = await program();
    ok(await ada.delete(`/v1/api-clients/${id}`));
    return { type: 'api_client.deleted', objectId: id };
  },
  createAdministrator: async () => ({
    type: 'administrator.created',
    objectId: (await administrator()).id,
  }),
  updateAdministrator: async () => {
    const { id } = await administrator();
    ok(await ada.patch(`/v1/administrators/${id}`, { role: 'operators' }));
    return { type: 'administrator.updated', objectId: id };
  },
  resendAdministratorSetup: async () => {
    const { id } = await administrator();
    ok(await ada.post(`/v1/administrators/${id}/resend`));
    return { type: 'administrator.setup_resent', objectId: id };
  },
  completeAdministratorSetup: async () => {
    const { id, email } = await administrator();
    const token = /\/administrator-setup#(\S+)/.exec((await awaitMail(email)).text)?.[1];
    const body = { token, name: 'Jean Bartik', password: PASSWORD };
    ok(await request('POST', '/v1/administrator-setup/complete', { body }));
    return { type: 'administrator.activated', objectId: id, actor: 'invitee' };
  },
  deleteAdministrator: async () => {
    const { id } = await administrator();
    ok(await ada.delete(`/v1/administrators/${id}`));
    return { type: 'administrator.deleted', objectId: id };
  },
  lookUpSuppression: async () => {
    const { email } = await invitation();
    const { id } = ok(await ada.post('/v1/suppressions/lookup', { email }));
    return { type: 'suppression.viewed', objectId: id };
  },
  // Off unless the installation enables it. The engine tests check the entries that it leaves.
  liftSuppression: async () => {
    const { email } = await invitation();
    const { id } = ok(await ada.post('/v1/suppressions/lookup', { email }));
    const refused = await ada.post('/v1/suppressions/lift', { email });
    expect(refused.body.code).toBe('suppression_not_liftable');
    return { type: 'suppression.viewed', objectId: id };
  },
  updateMe: async () => {
    ok(await owner.somebody.patch('/v1/me', { jobTitle: 'Admiral' }));
    return { type: 'contact.updated', objectId: owner.contactId, actor: 'contact' };
  },
  updateMyCustomer: async () => {
    ok(await owner.somebody.patch('/v1/me/customer', { phone: '+44 20 7946 0999' }));
    return { type: 'customer.updated', objectId: owner.customerId, actor: 'contact' };
  },
  createColleague: async () => ({
    type: 'contact.created',
    objectId: await colleague(),
    actor: 'contact',
  }),
  updateColleague: async () => {
    const id = await colleague();
    ok(await owner.somebody.patch(`/v1/me/customer/contacts/${id}`, { jobTitle: 'Buyer' }));
    return { type: 'contact.updated', objectId: id, actor: 'contact' };
  },
  deleteColleague: async () => {
    const id = await colleague();
    ok(await owner.somebody.delete(`/v1/me/customer/contacts/${id}`));
    return { type: 'contact.removed', objectId: id, actor: 'contact' };
  },
  inviteColleague: async () => ({
    type: 'invitation.created',
    objectId: await ownInvitation(),
    actor: 'contact',
  }),
  resendMyCustomerInvitation: async () => {
    const id = await ownInvitation();
    ok(await owner.somebody.post(`/v1/me/customer/invitations/${id}/resend`));
    return { type: 'invitation.resent', objectId: id, actor: 'contact' };
  },
  revokeMyCustomerInvitation: async () => {
    const id = await ownInvitation();
    ok(await owner.somebody.post(`/v1/me/customer/invitations/${id}/revoke`));
    return { type: 'invitation.revoked', objectId: id, actor: 'contact' };
  },
  acceptInvitation: async () => {
    const { id, token } = await invitation();
    ok(await accept(token));
    return { type: 'invitation.accepted', objectId: id, actor: 'invitee' };
  },
  declineInvitation: async () => {
    const { id, token } = await invitation();
    ok(await signUp('decline', { token }));
    return { type: 'invitation.declined', objectId: id, actor: 'invitee' };
  },
  sendVerificationCode: async () => {
    const email = newAddress();
    const { id } = ok(await ada.post('/v1/invitations', { email, company: 'Navy' }));
    const minted = ok(await ada.post(`/v1/invitations/${id}/link`)) as unknown as { link: string };
    ok(await signUp('code', { token: minted.link }));
    return { type: 'invitation.code_requested', objectId: id, actor: 'invitee' };
  },
  requestNewInvitationLink: async () => {
    const { id, token } = await invitation();
    const { longAgo, moveTimes } = await import('../support/engine/clock.ts');
    await moveTimes(id, { expiresAt: longAgo(), dueAt: longAgo() });
    ok(await signUp('request-new', { token }));
    return { type: 'invitation.renewed', objectId: id, actor: 'invitee' };
  },
};

const traces = Object.entries(TRACES);

async function entriesOf(query: string, reader = ada): Promise<readonly Entry[]> {
  return ok(await reader.get(`/v1/activity?${query}`)).data as unknown as readonly Entry[];
}

beforeAll(async () => {
  tenant = await newTenant('Activity');
  ada = await tenant.administrator();
  const { token, email } = await invitation();
  const { customerId } = ok(await accept(token));
  const somebody = asSomebody((await signIn(email, PASSWORD)).accessToken);
  const me = ok(await somebody.get('/v1/me'));
  owner = { somebody, customerId, contactId: me.id };
});

describe('every operation that changes something is in the log, with its actor', () => {
  test('covers every operation', () => {
    const changing = Object.entries<Route>(ROUTES).filter(([, { method }]) => method !== 'GET');
    expect([...Object.keys(TRACES), ...Object.keys(QUIET)].toSorted()).toEqual(
      changing.map(([id]) => id).toSorted(),
    );
  });

  test.each(traces)('%s leaves an entry with its actor', async (_, act) => {
    const { type, objectId, actor = 'user' } = await act();
    const entry = await until(`${type} of ${objectId}`, async () =>
      (await entriesOf(`objectId=${objectId}`)).find((one) => one.type === type),
    );
    expect(entry.actor.type).toBe(actor);
    if (actor === 'user') expect(entry.actor.name).toBeTruthy();
    else expect(entry.actor).not.toHaveProperty('name');
    if (actor === 'contact') expect(entry.actor.id).toBe(owner.contactId);
    if (actor === 'invitee') expect(entry.actor.id).toBe(objectId);
    expect(await entriesOf(`actorId=${entry.actor.id}&type=${type}`)).toContainEqual(entry);
  });
});

describe('the activity log', () => {
  test('names the operator as the actor of the operator’s actions', async () => {
    const deployment = await deploymentIn(localClientConfig(foyer().awsEndpoint), 'local');
    await actingAs({ type: 'operator', id: 'operator', name: 'Operator' }, () =>
      tenantsOf(deployment).decide(tenant.id, {
        features: { apiClients: true, customerPortal: true },
        ceilings: { apiClients: 900 },
      }),
    );
    const entry = await until('the operator in the log', async () =>
      (await entriesOf('actorId=operator')).find(({ type }) => type === 'tenant.updated'),
    );
    expect(entry.changes).toContain('limits.apiClients');
  });

  test('contains no addresses, no names of customers’ contacts, no secrets, and no links', async () => {
    const { token, email, id } = await invitation();
    ok(await accept(token));
    await until('the acceptance in the log', async () =>
      (await entriesOf(`objectId=${id}`)).find(({ type }) => type === 'invitation.accepted'),
    );
    const { text } = await ada.get('/v1/activity?limit=100');
    expect(text).not.toContain(email);
    expect(text).not.toMatch(/Grace|Hopper|Navy|whsec_|#inv_|\+44/);
    expect(text).not.toContain(token.split('.')[1]);
  });

  test('is visible only to administrators of its own tenant', async () => {
    for (const group of ['operators', 'plan-managers', 'viewers'] as const) {
      const somebody = await tenant.somebodyIn(group);
      expect((await somebody.get('/v1/activity')).status).toBe(403);
    }
    expect((await owner.somebody.get('/v1/activity')).status).toBe(403);
    expect((await request('GET', '/v1/activity')).status).toBe(401);
    const other = await (await newTenant('Elsewhere')).administrator();
    for (const query of [`objectId=${owner.customerId}`, `actorId=${owner.contactId}`])
      expect(await entriesOf(query, other)).toEqual([]);
  });

  test('rejects an invalid filter', async () => {
    for (const query of [
      'type=revoked',
      'objectId=a%23b',
      'createdAfter=yesterday',
      'limit=101',
      'by=me',
    ])
      expect((await ada.get(`/v1/activity?${query}`)).body.code).toBe('invalid_request');
  });
});
