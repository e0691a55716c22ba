import { Webhook } from 'standardwebhooks';
import { describe, expect, test, vi } from 'vitest';

import {
  clientCredentials,
  createFoyerClient,
  createInvitation,
  getInvitation,
  type InvitationAcceptedEvent,
  listInvitations,
  rowsOf,
  verifyWebhook,
  WebhookVerificationError,
} from '../../client/src/index.ts';
import { exampleOf } from '../../lambdas/modules/events/examples.ts';
import { SECOND } from '../../lambdas/modules/platform/clock.ts';

const BASE_URL = 'https://join.example.com';

/** Returns a client whose requests get `answers`, in order. */
function setup(...answers: [status: number, body: unknown][]) {
  const requests: Request[] = [];
  const fetch = vi.fn(async (request: RequestInfo | URL) => {
    requests.push(request as Request);
    const [status, body] = answers[requests.length - 1] ?? [500, { message: 'no answer left' }];
    const type = status < 400 ? 'application/json' : 'application/problem+json';
    return new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });
  });
  const client = createFoyerClient({ baseUrl: BASE_URL, token: () => 'token-1', fetch });
  return { client, requests };
}

describe('an operation', () => {
  test('sends its body, its headers, and the token, and resolves to the response', async () => {
    const { client, requests } = setup([201, { id: 'inv_1', status: 'pending' }]);
    const { data, error } = await createInvitation({
      client,
      headers: { 'Idempotency-Key': 'order-17' },
      body: { email: 'ada@example.com' },
    });
    expect(error).toBeUndefined();
    expect(data).toMatchObject({ id: 'inv_1', status: 'pending' });
    const [request] = requests;
    expect(request).toMatchObject({ method: 'POST', url: `${BASE_URL}/v1/invitations` });
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      authorization: 'Bearer token-1',
      'content-type': 'application/json',
      'idempotency-key': 'order-17',
    });
    expect(await request?.json()).toEqual({ email: 'ada@example.com' });
  });

  test('resolves to the problem of a rejected request', async () => {
    const { client } = setup([404, { code: 'not_found', status: 404 }]);
    const { data, error } = await getInvitation({ client, path: { id: 'inv_1' } });
    expect(data).toBeUndefined();
    expect(error).toMatchObject({ code: 'not_found' });
  });

  test('throws the problem if the caller asks for it', async () => {
    const { client } = setup([404, { code: 'not_found', status: 404 }]);
    const asked = getInvitation({ client, path: { id: 'inv_1' }, throwOnError: true });
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('iterating over a list', () => {
  test('returns the items of every page, with the same filters', async () => {
    const { client, requests } = setup(
      [200, { data: [{ id: 'inv_1' }, { id: 'inv_2' }], nextCursor: 'more' }],
      [200, { data: [{ id: 'inv_3' }], nextCursor: null }],
    );
    const ids: string[] = [];
    for await (const { id } of rowsOf((page) =>
      listInvitations({ client, query: { limit: 2, ...page } }),
    ))
      ids.push(id);
    expect(ids).toEqual(['inv_1', 'inv_2', 'inv_3']);
    expect(requests.map(({ url }) => new URL(url).search)).toEqual([
      '?limit=2',
      '?limit=2&cursor=more',
    ]);
  });

  test('ends with the problem of a page', async () => {
    const { client } = setup([400, { code: 'invalid_request' }]);
    const rows = rowsOf((page) => listInvitations({ client, query: page }));
    await expect(rows.next()).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('client credentials', () => {
  function credentials(...answers: [status: number, body: unknown][]) {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => {
      const [status, body] = answers.shift() ?? [500, {}];
      return new Response(JSON.stringify(body), { status });
    });
    const token = clientCredentials({
      tokenUrl: 'https://login.example.com/oauth2/token',
      clientId: 'id-1',
      clientSecret: 'secret-1',
      fetch,
    });
    return { fetch, token };
  }
  const answer = (access_token: string): [number, unknown] => [
    200,
    { access_token, expires_in: 1200 },
  ];

  test('are exchanged once for all requests, until shortly before the token expires', async () => {
    vi.useFakeTimers();
    const { fetch, token } = credentials(answer('first'), answer('second'));
    expect(await Promise.all([token(), token()])).toEqual(['first', 'first']);
    vi.advanceTimersByTime(1139 * SECOND);
    expect(await token()).toBe('first');
    vi.advanceTimersByTime(2 * SECOND);
    expect(await token()).toBe('second');
    expect(fetch).toHaveBeenCalledTimes(2);
    const [url, init] = fetch.mock.calls[0] ?? [];
    expect(url).toBe('https://login.example.com/oauth2/token');
    expect(init).toMatchObject({
      method: 'POST',
      body: 'grant_type=client_credentials',
      headers: { authorization: `Basic ${btoa('id-1:secret-1')}` },
    });
    vi.useRealTimers();
  });

  test('that were rejected are exchanged again for the next request', async () => {
    const { token } = credentials([400, { error: 'invalid_client' }], answer('first'));
    await expect(token()).rejects.toThrow('400');
    expect(await token()).toBe('first');
  });
});

describe('a webhook message', () => {
  const secret = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDazfgh2ZQwEk=';
  const data = exampleOf('invitation.accepted');
  const body = JSON.stringify({ type: 'invitation.accepted', timestamp: data['time'], data });
  function headersOf(signed: string, at = new Date()) {
    return {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / SECOND)),
      'webhook-signature': new Webhook(secret).sign('evt_1', at, signed),
    };
  }

  test('is verified and returned as an event, typed by its type', () => {
    const event = verifyWebhook(secret, headersOf(body), body);
    if (event.type !== 'invitation.accepted') throw new Error(event.type);
    const accepted: InvitationAcceptedEvent = event;
    expect(accepted.data.invitation.customerId).toMatch(/^cus_/);
  });

  test.each([
    ['another body', headersOf(body), `${body} `],
    ['no signature', { 'webhook-id': 'evt_1', 'webhook-timestamp': '1' }, body],
    ['an old timestamp', headersOf(body, new Date(Date.now() - 600 * SECOND)), body],
  ])('with %s is rejected', (_what, headers, sent) => {
    expect(() => verifyWebhook(secret, headers, sent)).toThrow(WebhookVerificationError);
  });
});
