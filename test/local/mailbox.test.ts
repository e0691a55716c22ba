import { createServer, request } from 'node:http';

import { afterEach, describe, expect, test } from 'vitest';

import { startMailbox } from '../../local/mailbox/server.ts';
import { freePort } from '../support/foyer/free-port.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function setup(html = '<p>Hello</p>') {
  const anna = {
    id: 'mail-1@email.amazonses.com',
    from: 'invitations@foyer.example',
    to: ['anna@example.com'],
    subject: 'Welcome',
    text: 'Hello',
    html,
    timestamp: 1_795_297_744,
  };
  const bert = { ...anna, id: 'mail-2@email.amazonses.com', to: ['Bert@example.com'] };
  const awsPort = await freePort();
  const aws = createServer((request, response) => {
    const isFirst = request.url?.endsWith('after=0') === true;
    response.end(JSON.stringify(isFirst ? [bert, anna] : []));
  });
  await new Promise<void>((resolve) => aws.listen({ port: awsPort, host: '127.0.0.1' }, resolve));
  const port = await freePort();
  const simulated: string[] = [];
  const mailbox = await startMailbox({
    port,
    awsEndpoint: `http://127.0.0.1:${awsPort}`,
    feedback: {
      eventsOf: (mailId) =>
        mailId === 'mail-1' ? [{ type: 'SEND', at: '2026-11-21T21:49:04.316Z' }] : [],
      simulate: async (mailId, outcome) => {
        simulated.push(`${mailId} ${outcome}`);
        return mailId === 'mail-1';
      },
    },
  });
  closing.push(
    () => mailbox.close(),
    () => void aws.close(),
  );
  return { port, aws, simulated, url: mailbox.url };
}

/** `fetch` does not let one choose the Host header. */
function statusFor(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/mailbox.json', headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

test('gives the mails as data at the address of the page with .json', async () => {
  const { url } = await setup();
  const mails: unknown = await (await fetch(`${url}.json`)).json();
  expect(mails).toMatchObject([
    {
      to: 'anna@example.com',
      subject: 'Welcome',
      text: 'Hello',
      html: '<p>Hello</p>',
      feedback: [{ type: 'SEND', at: '2026-11-21T21:49:04.316Z' }],
    },
    { to: 'Bert@example.com', feedback: [] },
  ]);
});

test.each([
  ['to=bert@example.com', ['mail-2']],
  ['to=%20BERT@example.com', ['mail-2']],
  ['to=bert', []],
  ['limit=1', ['mail-1']],
  ['to=bert@example.com&limit=1', ['mail-2']],
  ['limit=100', ['mail-1', 'mail-2']],
])('gives only the mails that were asked for: %s', async (query, ids) => {
  const { url } = await setup();
  const mails = (await (await fetch(`${url}.json?${query}`)).json()) as { id: string }[];
  expect(mails.map(({ id }) => id)).toEqual(ids);
});

test.each(['0', '-1', '1.5', 'many', ''])('rejects the limit %j', async (limit) => {
  const { url } = await setup();
  const response = await fetch(`${url}.json?limit=${limit}`);
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('limit');
});

test('no other site can read it, under its own name or across origins', async () => {
  const { port, url } = await setup();
  await expect(statusFor(port, `evil.example:${port}`)).resolves.toBe(421);
  await expect(statusFor(port, `127.0.0.1:${port}`)).resolves.toBe(200);
  const { headers } = await fetch(`${url}.json`, { headers: { origin: 'https://evil.example' } });
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
});

test('a mail is shown without scripts, and its links open in new tabs', async () => {
  const { url } = await setup(
    '<html><head><title>x</title></head><body><script>alert(1)</script></body></html>',
  );
  const response = await fetch(`${url}/mails/mail-1`);
  expect(await response.text()).toContain('<head><base target="_blank">');
  const policy = response.headers.get('content-security-policy');
  expect(policy).toMatch(
    /^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/,
  );
  expect(policy).not.toContain('allow-scripts');
});

describe('simulating an outcome of a mail', () => {
  const post = (url: string, type: string, headers: Record<string, string> = {}) =>
    fetch(`${url}/feedback`, {
      method: 'POST',
      body: new URLSearchParams({ type }),
      headers,
      redirect: 'manual',
    });

  test('takes a plain form, and leads back to the mail', async () => {
    const { url, simulated } = await setup();
    const response = await post(`${url}/mails/mail-1`, 'soft-bounce', {
      origin: new URL(url).origin,
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/mailbox#mail-1');
    expect(simulated).toEqual(['mail-1 soft-bounce']);
  });

  test('is possible from a command line, which sends no origin', async () => {
    const { url, simulated } = await setup();
    expect((await post(`${url}/mails/mail-1`, 'complaint')).status).toBe(303);
    expect(simulated).toEqual(['mail-1 complaint']);
  });

  test.each(['https://evil.example', 'http://127.0.0.1:1', 'null'])(
    'is not possible from the page %s',
    async (origin) => {
      const { url, simulated } = await setup();
      expect((await post(`${url}/mails/mail-1`, 'bounce', { origin })).status).toBe(403);
      expect(simulated).toEqual([]);
    },
  );

  test('names the outcomes there are, and knows which mail does not exist', async () => {
    const { url } = await setup();
    const odd = await post(`${url}/mails/mail-1`, 'explode');
    expect(odd.status).toBe(400);
    expect(await odd.text()).toContain('bounce, complaint');
    expect((await post(`${url}/mails/mail-3`, 'bounce')).status).toBe(404);
    expect((await fetch(`${url}/mails/mail-1/feedback`)).status).toBe(405);
  });

  test('does not read a body without end', async () => {
    const { url } = await setup();
    expect((await post(`${url}/mails/mail-1`, 'x'.repeat(100_000))).status).toBe(400);
  });
});

test('says so when the local AWS emulator is gone', async () => {
  const { url, aws } = await setup();
  aws.close();
  aws.closeAllConnections();
  expect((await fetch(`${url}.json`)).status).toBe(502);
});

test('serves the page, its style and its script', async () => {
  const { url } = await setup();
  expect(await (await fetch(url)).text()).toContain('<title>Mailbox</title>');
  expect((await fetch(`${url}/page.css`)).headers.get('content-type')).toContain('text/css');
  const script = await (await fetch(`${url}/page.js`)).text();
  expect(script).not.toContain('interface');
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});
