import { createServer, type Server } from 'node:http';

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

import { startMailbox } from '../../local/mailbox/server.ts';
import type { MailEvent } from '../../local/ses/feedback.ts';
import { launchBrowser } from '../../operator/smoke/browser.ts';
import { freePort } from '../support/foyer/free-port.ts';
import { expectAccessible } from './accessibility.ts';

let browser: Browser;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
afterAll(async () => {
  await browser.close();
});

/** Starts a local AWS emulator that has sent these emails, oldest first. */
async function localAws(ids: readonly string[]): Promise<string> {
  const port = await freePort();
  const messages = ids.map((id) => ({
    id: `${id}@email.amazonses.com`,
    from: 'Foyer <invitations@foyer.example>',
    to: ['anna@example.com'],
    subject: 'Ada invites you to Acme',
    text: 'Hello Anna',
    html: '<html lang="en"><head><title>Mail</title></head><body><p>Hello Anna</p></body></html>',
    timestamp: 1_795_297_744,
  }));
  const server: Server = createServer((request, response) => {
    const after = new URL(request.url ?? '', 'http://aws').searchParams.get('after');
    response.end(JSON.stringify(messages.slice(Number(after))));
  });
  await new Promise<void>((resolve) => server.listen({ port, host: '127.0.0.1' }, resolve));
  closing.push(async () => server.close());
  return `http://127.0.0.1:${port}`;
}

async function setup(ids: readonly string[] = ['mail-1']) {
  const events: MailEvent[] = [
    { type: 'SEND', at: '2026-11-21T21:49:04.316Z' },
    { type: 'DELIVERY', at: '2026-11-21T21:49:05.316Z' },
  ];
  const mailbox = await startMailbox({
    port: await freePort(),
    awsEndpoint: await localAws(ids),
    feedback: {
      eventsOf: () => events,
      simulate: async (_mailId, outcome) => {
        events.push({
          type: outcome === 'complaint' ? 'COMPLAINT' : 'BOUNCE',
          at: events[0]?.at ?? '',
        });
        return true;
      },
    },
  });
  closing.push(() => mailbox.close());
  const context = await browser.newContext();
  closing.push(() => context.close());
  const page = await context.newPage();
  await page.goto(`${mailbox.url}#mail-1`);
  return { page };
}

test('shows the delivery status of an email, and lets a developer bounce it', async () => {
  const { page } = await setup();
  const status = page.locator('#events');
  await expect.poll(() => status.textContent()).toBe('sent, delivered');
  await page.getByLabel('Simulate').selectOption('spam complaint');
  await page.getByRole('button', { name: 'Publish event' }).click();
  await expect.poll(() => status.textContent()).toBe('sent, delivered, reported as spam');
  // The list also shows it, and the email stays open and read.
  const row = page.getByRole('navigation', { name: 'Emails' }).getByRole('listitem');
  await expect.poll(() => row.textContent()).toContain('reported as spam');
  expect(await row.getAttribute('class')).not.toContain('unread');
  expect(new URL(page.url()).hash).toBe('#mail-1');
});

test('is accessible', async () => {
  const { page } = await setup();
  await page.getByRole('heading', { name: 'Ada invites you to Acme' }).waitFor();
  await expectAccessible(page);
});

test('sends a plain form that returns to the email', async () => {
  const { page } = await setup();
  await page.getByRole('heading', { name: 'Ada invites you to Acme' }).waitFor();
  const form = await page.evaluate(() => {
    const { action, method } = document.forms[0] ?? {};
    return { path: new URL(action ?? '').pathname, method };
  });
  expect(form).toEqual({ path: '/mailbox/mails/mail-1/feedback', method: 'post' });
  // Without the page's own script.
  await Promise.all([
    page.waitForEvent('load'),
    page.evaluate(() => {
      document.forms[0]?.submit();
    }),
  ]);
  expect(new URL(page.url()).pathname + new URL(page.url()).hash).toBe('/mailbox#mail-1');
  await expect.poll(() => page.locator('#events').textContent()).toBe('sent, delivered, bounced');
});

test('lists the newest of thousands of emails, and says so', async () => {
  const { page } = await setup(Array.from({ length: 3000 }, (_, number) => `mail-${number}`));
  const status = page.getByRole('banner').getByRole('status');
  await expect.poll(() => status.textContent()).toBe('The newest 200 emails');
  const list = page.getByRole('navigation', { name: 'Emails' }).getByRole('link');
  expect(await list.count()).toBe(200);
  expect(await list.first().getAttribute('href')).toBe('#mail-2999');
});
