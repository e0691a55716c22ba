import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

import { longAgo, moveTimes } from '../support/engine/clock.ts';
import { type Received, type Receiver, startReceiver } from '../support/fakes/webhook-receiver.ts';
import {
  administratorOf,
  type Answer,
  letSesSay,
  newAddress,
  until,
} from '../support/foyer/foyer-client.ts';
import { invited as someoneInvited, signUp } from '../support/foyer/life-of-an-invitation.ts';
import { newTenant } from '../support/foyer/own-tenant.ts';
import { runReconciler } from '../support/modules/reconciling.ts';

/** A response of the webhook routes. */
interface WebhookBody {
  readonly id: string;
  readonly secret: string;
  readonly enabled: boolean;
  readonly disabled?: { readonly reason: string };
  readonly failingSince?: string;
  readonly lastTest?: { readonly eventId: string; readonly status?: number };
  readonly eventId: string;
  readonly code: string;
  readonly errors: readonly { readonly path: string; readonly message: string }[];
  readonly data: readonly Record<string, unknown>[];
}

/** The payload of a message whose signature a receiver has verified. */
interface Told {
  readonly type: string;
  readonly timestamp: string;
  readonly data: {
    readonly id: string;
    readonly tenantId: string;
    readonly invitation?: { readonly id: string; readonly status: string };
  };
}

const bodyOf = ({ body }: Answer) => body as unknown as WebhookBody;
const receivers: Receiver[] = [];
afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

type Administrator = Awaited<ReturnType<typeof administratorOf>>;

/** The tenant of most tests: events of tests in other files must not reach its webhooks. */
let tenant: Awaited<ReturnType<typeof newTenant>>;
let administrator: Administrator;
beforeAll(async () => {
  tenant = await newTenant('Hooks');
  administrator = await tenant.administrator();
});

/** Creates a receiver, and a webhook that sends to it. */
async function setup(wish: object = {}, admin: Administrator = administrator) {
  const receiver = await startReceiver();
  receivers.push(receiver);
  const created = await admin.post('/v1/webhooks', { url: receiver.url, ...wish });
  expect(created.status).toBe(201);
  const webhook = bodyOf(created);
  const path = `/v1/webhooks/${webhook.id}`;
  return { admin, receiver, webhook, path, remove: () => admin.delete(path) };
}

/**
 * Verifies a message as the Standard Webhooks specification tells receivers to.
 * @throws if the signature is invalid
 */
function checked(message: Received, secret: string): Told {
  const headers = message.headers as Record<string, string>;
  return new Webhook(secret).verify(message.body, headers) as Told;
}

async function told(
  { received }: Receiver,
  secret: string,
  wanted: { readonly type: string; readonly id?: string },
): Promise<Received> {
  return until(`${wanted.type} at the receiver`, async () =>
    received.find((message) => {
      const { type, data } = checked(message, secret);
      return type === wanted.type && (wanted.id === undefined || data.invitation?.id === wanted.id);
    }),
  );
}

// Deliveries are retried after 5 and 30 seconds. The webhook belongs to another tenant, so the other tests can run
// meanwhile.
let failing: Awaited<ReturnType<typeof setup>>;
beforeAll(async () => {
  const other = await newTenant('Umbrella');
  failing = await setup({ events: ['invitation.created'] }, await other.administrator());
  receivers.splice(0);
  failing.receiver.answer(500, 503, 200);
  await failing.admin.post('/v1/invitations', { email: newAddress() });
});
afterAll(() => failing.receiver.close());

describe('a webhook', () => {
  test('receives signed events when an invitation is created, emailed, and revoked', async () => {
    const { admin, receiver, webhook, remove } = await setup();
    const invited = await admin.post('/v1/invitations', { email: newAddress() });
    const { id } = invited.body;
    const created = await told(receiver, webhook.secret, { type: 'invitation.created', id });
    await told(receiver, webhook.secret, { type: 'invitation.delivery_sent', id });
    await admin.post(`/v1/invitations/${id}/revoke`);
    const revoked = await told(receiver, webhook.secret, { type: 'invitation.revoked', id });

    expect(created).toMatchObject({
      method: 'POST',
      path: '/hooks/foyer',
      headers: { 'content-type': 'application/json', 'user-agent': 'Foyer-Webhooks/1' },
    });
    const message = checked(created, webhook.secret);
    expect(created.headers['webhook-id']).toBe(message.data.id);
    expect(message.timestamp).toBe(invited.body.createdAt);
    expect(message.data).toMatchObject({ tenantId: tenant.id, version: 1 });
    expect(created.body).not.toContain('example.com');
    expect(checked(revoked, webhook.secret).data.invitation?.status).toBe('revoked');
    expect(() =>
      checked({ ...created, body: created.body.replace(tenant.id, 'evil') }, webhook.secret),
    ).toThrow();
    await remove();
  });

  test('receives events when emails bounce and when invitations are declined or expire', async () => {
    const { admin, receiver, webhook, remove } = await setup();
    const [bounced, declined, expired] = [
      await someoneInvited({}, admin),
      await someoneInvited({}, admin),
      await someoneInvited({}, admin),
    ];
    await letSesSay(bounced.mail, 'bounce');
    await signUp('decline', { token: declined.token });
    await moveTimes(expired.id, { expiresAt: longAgo(), dueAt: longAgo() });
    await runReconciler();
    for (const [type, id, step] of [
      ['invitation.delivery_bounced', bounced.id, 'bounced'],
      ['invitation.declined', declined.id, 'declined'],
      ['invitation.expired', expired.id, 'expired'],
    ] as const) {
      await told(receiver, webhook.secret, { type, id });
      // The timeline of the invitation shows the same, after the entry of who created it and when.
      const { timeline } = (await admin.get(`/v1/invitations/${id}`)).body;
      expect(timeline[0]).toMatchObject({ type: 'created', by: { name: tenant.email } });
      expect(timeline.map((entry) => entry.type)).toContain(step);
    }
    await remove();
  });

  test('receives only the event types that it subscribes to', async () => {
    const { admin, receiver, webhook, remove } = await setup({ events: ['invitation.revoked'] });
    const { body } = await admin.post('/v1/invitations', { email: newAddress() });
    await admin.post(`/v1/invitations/${body.id}/revoke`);
    await told(receiver, webhook.secret, { type: 'invitation.revoked', id: body.id });
    expect(receiver.received).toHaveLength(1);
    await remove();
  });

  test('is turned off when its server is gone; missed events are listed, and replayed once it is back', async () => {
    const { admin, receiver, webhook, path, remove } = await setup({
      events: ['invitation.created'],
    });
    receiver.answer(410);
    const { body } = await admin.post('/v1/invitations', { email: newAddress() });
    const off = await until('the webhook to be off', async () => {
      const found = bodyOf(await admin.get(path));
      return found.enabled ? undefined : found;
    });
    expect(off.disabled?.reason).toBe('gone');
    const [missed] = await until('the delivery to be listed', async () => {
      const { data } = bodyOf(await admin.get(`${path}/deliveries`));
      return data.length > 0 ? data : undefined;
    });
    expect(missed).toMatchObject({
      type: 'invitation.created',
      status: 'failed',
      attempts: 1,
      lastStatus: 410,
    });
    expect((await admin.post(`${path}/replay`)).status).toBe(400);

    receiver.answer(200);
    receiver.received.length = 0;
    const on = await admin.patch(path, { enabled: true });
    expect(bodyOf(on)).toMatchObject({ enabled: true });
    expect(bodyOf(on).disabled).toBeUndefined();
    expect((await admin.post(`${path}/replay`)).status).toBe(202);
    const again = await told(receiver, webhook.secret, {
      type: 'invitation.created',
      id: body.id,
    });
    expect(again.headers['webhook-id']).toBe(missed?.['eventId']);
    await until('the list to be empty', async () => {
      const { data } = bodyOf(await admin.get(`${path}/deliveries`));
      return data.length === 0 ? data : undefined;
    });
    await remove();
  });

  test('can be tested, even while it is turned off, and reports what went wrong', async () => {
    const { admin, receiver, webhook, path, remove } = await setup({ enabled: false });
    const { eventId } = bodyOf(await admin.post(`${path}/test`));
    const tried = await told(receiver, webhook.secret, { type: 'webhook.test' });
    expect(tried.headers['webhook-id']).toBe(eventId);
    expect(checked(tried, webhook.secret).data).toMatchObject({ webhook: { id: webhook.id } });

    receiver.answer(500);
    const failing = bodyOf(await admin.post(`${path}/test`));
    const [failed] = await until('the failure to be listed', async () => {
      const { data } = bodyOf(await admin.get(`${path}/deliveries`));
      return data.length > 0 ? data : undefined;
    });
    expect(failed).toMatchObject({ eventId: failing.eventId, status: 'failed', lastStatus: 500 });
    const { lastTest } = await until('the result', async () => {
      const found = bodyOf(await admin.get(path));
      return found.lastTest?.eventId === failing.eventId ? found : undefined;
    });
    expect(lastTest).toMatchObject({ status: 500 });
    await remove();
  });

  test('with a rotated secret gets both signatures for a day', async () => {
    const { admin, receiver, webhook, path, remove } = await setup();
    const rotated = bodyOf(await admin.post(`${path}/rotate`));
    expect(rotated.secret).not.toBe(webhook.secret);
    await admin.post(`${path}/test`);
    const tried = await told(receiver, rotated.secret, { type: 'webhook.test' });
    expect(checked(tried, webhook.secret)).toEqual(checked(tried, rotated.secret));
    expect((await admin.get(path)).text).not.toContain('whsec_');
    await remove();
  });

  test('is not visible to another tenant, which does not receive its events', async () => {
    const { admin, receiver, webhook, path, remove } = await setup();
    const other = await administratorOf('otherAdmin');
    expect(bodyOf(await other.get('/v1/webhooks')).data).toEqual([]);
    const answers = await Promise.all([
      other.get(path),
      other.patch(path, { enabled: false }),
      other.delete(path),
      other.post(`${path}/rotate`),
      other.post(`${path}/test`),
      other.post(`${path}/replay`),
      other.get(`${path}/deliveries`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(7).fill(404));
    await other.post('/v1/invitations', { email: newAddress() });
    const { body } = await admin.post('/v1/invitations', { email: newAddress() });
    await told(receiver, webhook.secret, { type: 'invitation.delivery_sent', id: body.id });
    for (const message of receiver.received)
      expect(checked(message, webhook.secret).data.tenantId).toBe(tenant.id);
    await remove();
  });
});

describe('a webhook URL', () => {
  test.each([
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/',
    'https://[::ffff:169.254.169.254]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://localhost/',
    'https://user:secret@example.com/',
    'http://example.com/',
    'ftp://example.com/',
    'https://example.com:22/',
    'not a url',
  ])('%s is rejected', async (url) => {
    const admin = await administratorOf();
    const answer = await admin.post('/v1/webhooks', { url });
    expect(answer.status).toBe(400);
    expect(bodyOf(answer).errors).toMatchObject([{ path: 'url' }]);
  });
});

test('a tenant has at most ten webhooks, even if more are created at once', async () => {
  const other = await administratorOf('otherAdmin');
  const url = 'http://127.0.0.1:9/';
  const answers = await Promise.all(
    Array.from({ length: 14 }, () => other.post('/v1/webhooks', { url, enabled: false })),
  );
  const made = answers.filter(({ status }) => status === 201);
  expect(made).toHaveLength(10);
  expect(bodyOf(await other.get('/v1/webhooks')).data).toHaveLength(10);
  const removed = await Promise.all(
    made.map(({ body }) => other.delete(`/v1/webhooks/${body.id}`)),
  );
  expect(removed.map(({ status }) => status)).toEqual(Array<number>(10).fill(204));
  expect(bodyOf(await other.get('/v1/webhooks')).data).toEqual([]);
});

describe('a failed delivery', () => {
  test('is retried under the same ID until the server accepts it', async () => {
    const { admin, receiver, webhook, path, remove } = failing;
    await until('the third attempt', async () => receiver.received[2]);
    const { received } = receiver;
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    const [first = 0, second = 0, third = 0] = received.map(({ at }) => at);
    expect(second - first).toBeGreaterThan(4_000);
    expect(third - second).toBeGreaterThan(25_000);
    for (const message of received) checked(message, webhook.secret);
    const healthy = await until('its recovery', async () => {
      const found = bodyOf(await admin.get(path));
      return found.failingSince === undefined ? found : undefined;
    });
    expect(healthy.enabled).toBe(true);
    expect(bodyOf(await admin.get(`${path}/deliveries`)).data).toEqual([]);
    await remove();
  }, 120_000);
});
