import { createServer, request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { startMailbox } from '../../local/mailbox/server.ts';
import { freePort } from '../support/free-port.ts';

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function setup(html = '<p>Hello</p>') {
  const sent = {
    MessageId: 'mail-1@email.amazonses.com',
    Source: 'invitations@foyer.example',
    To: ['anna@example.com'],
    Subject: 'Welcome',
    BodyText: 'Hello',
    BodyHtml: html,
    Timestamp: 1_795_297_744,
  };
  const awsPort = await freePort();
  const aws = createServer((_request, response) => {
    response.end(JSON.stringify({ messages: { '000000000000': [sent] } }));
  });
  await new Promise<void>((resolve) => aws.listen({ port: awsPort, host: '127.0.0.1' }, resolve));
  const port = await freePort();
  const mailbox = await startMailbox({ port, awsEndpoint: `http://127.0.0.1:${awsPort}` });
  closing.push(
    () => mailbox.close(),
    () => void aws.close(),
  );
  return { port, aws, url: mailbox.url };
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
    { to: 'anna@example.com', subject: 'Welcome', text: 'Hello', html: '<p>Hello</p>' },
  ]);
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

test('says so when the local AWS is gone', async () => {
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
