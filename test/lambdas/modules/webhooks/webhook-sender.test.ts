import type { LookupAddress } from 'node:dns';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';

import { afterEach, describe, expect, test } from 'vitest';

import { HttpWebhookSender } from '../../../../lambdas/modules/webhooks/webhook-sender.ts';
import { startReceiver } from '../../../support/fakes/webhook-receiver.ts';

const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(cleanup.splice(0).map((close) => close()));
});

const parts = {
  headers: { 'content-type': 'application/json', 'webhook-id': 'evt_1' },
  body: '{}',
};

/** Starts a receiver on this machine, and returns a sender that can call it. */
async function setup({ timeoutMs = 2_000 } = {}) {
  const receiver = await startReceiver();
  cleanup.push(() => receiver.close());
  const sender = new HttpWebhookSender('local', { timeoutMs });
  return { receiver, post: () => sender.post({ url: receiver.url, ...parts }) };
}

describe('a receiver', () => {
  test('gets the message as it was signed, byte for byte', async () => {
    const { receiver } = await setup();
    const sender = new HttpWebhookSender('local');
    const body = JSON.stringify({ text: 'Grüße, 世界' });
    const attempt = await sender.post({ url: receiver.url, headers: parts.headers, body });
    expect(attempt).toEqual({ status: 204 });
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        path: '/hooks/foyer',
        body,
        headers: { 'webhook-id': 'evt_1', 'content-length': String(Buffer.byteLength(body)) },
      },
    ]);
  });

  test.each([200, 299, 400, 410, 429, 500, 503])('can respond with %d', async (status) => {
    const { receiver, post } = await setup();
    receiver.answer(status);
    await expect(post()).resolves.toEqual({ status });
  });

  test('that redirects is not followed', async () => {
    const elsewhere = await setup();
    const { receiver, post } = await setup();
    receiver.answer({ location: elsewhere.receiver.url });
    await expect(post()).resolves.toEqual({ status: 302 });
    expect(elsewhere.receiver.received).toEqual([]);
  });

  test('with an endless response is cut off', async () => {
    const { receiver, post } = await setup();
    receiver.answer('endless');
    await expect(post()).resolves.toEqual({ status: 200 });
  });

  test('without a response is given up in time', async () => {
    const { receiver, post } = await setup({ timeoutMs: 100 });
    receiver.answer('silence');
    const began = Date.now();
    await expect(post()).resolves.toEqual({ failure: 'timed_out' });
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test('that is not running causes a connection error', async () => {
    const { receiver, post } = await setup();
    await receiver.close();
    await expect(post()).resolves.toEqual({ failure: 'no_connection' });
  });
});

describe('a host', () => {
  /** Starts a server that must not be reached, behind a name that resolves to it. */
  async function trap(...answers: LookupAddress[][]) {
    let connections = 0;
    const server = createTcpServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanup.push(
      () =>
        new Promise((resolve) =>
          server.close(() => {
            resolve();
          }),
        ),
    );
    const { port } = server.address() as AddressInfo;
    const asked: string[] = [];
    const sender = new HttpWebhookSender('public', {
      timeoutMs: 1_000,
      resolve: async (hostname) => {
        asked.push(hostname);
        return answers[Math.min(asked.length, answers.length) - 1] ?? [];
      },
    });
    const post = (host: string) => sender.post({ url: `https://${host}:${port}/`, ...parts });
    return { post, asked, connections: () => connections };
  }

  const v4 = (address: string) => [{ address, family: 4 }];

  test.each([
    ['loopback', v4('127.0.0.1')],
    ['private', v4('192.168.0.1')],
    ['metadata', v4('169.254.169.254')],
    ['mapped', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    ['nat64', [{ address: '64:ff9b::7f00:1', family: 6 }]],
    ['mixed', [...v4('93.184.215.14'), ...v4('127.0.0.1')]],
    ['empty', []],
  ])('that resolves to a %s address is never connected to', async (_kind, addresses) => {
    const { post, asked, connections } = await trap(addresses);
    await expect(post('hooks.example')).resolves.toEqual({ failure: 'host_not_public' });
    expect(asked).toEqual(['hooks.example']);
    expect(connections()).toBe(0);
  });

  test('that resolves to another address each time gains nothing: the checked address is used', async () => {
    const { post, asked, connections } = await trap(v4('127.0.0.1'), v4('93.184.215.14'));
    await expect(post('rebinding.example')).resolves.toEqual({ failure: 'host_not_public' });
    // There is one lookup for each connection, so a second one cannot return another address.
    expect(asked).toHaveLength(1);
    expect(connections()).toBe(0);
  });

  test.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0x7f.1', '2130706433'])(
    'that is the IP address %s is rejected even though nothing resolves it',
    async (host) => {
      const { post, asked, connections } = await trap(v4('93.184.215.14'));
      await expect(post(host)).resolves.toEqual({ failure: 'host_not_public' });
      expect(asked).toEqual([]);
      expect(connections()).toBe(0);
    },
  );

  test('that does not exist is reported as such', async () => {
    const sender = new HttpWebhookSender('public', {
      resolve: async () => {
        throw Object.assign(new Error('not found'), { code: 'ENOTFOUND' });
      },
    });
    const attempt = sender.post({ url: 'https://hooks.example/', ...parts });
    await expect(attempt).resolves.toEqual({ failure: 'host_not_found' });
  });

  test('whose lookup hangs is given up in time', async () => {
    const sender = new HttpWebhookSender('public', {
      timeoutMs: 100,
      resolve: () => new Promise(() => undefined),
    });
    const attempt = sender.post({ url: 'https://hooks.example/', ...parts });
    await expect(attempt).resolves.toEqual({ failure: 'timed_out' });
  });

  test('on this machine is not reachable unless the configuration is local', async () => {
    const { receiver } = await setup();
    const sender = new HttpWebhookSender('public');
    const attempt = await sender.post({ url: receiver.url, ...parts });
    expect(attempt).toEqual({ failure: 'host_not_public' });
    expect(receiver.received).toEqual([]);
  });
});
