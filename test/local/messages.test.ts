import { createServer } from 'node:http';

import { afterEach, expect, test } from 'vitest';

import { close, listen } from '../../local/loopback.ts';
import { decodeHeader, SentMails } from '../../local/mailbox/messages.ts';
import { freePort } from '../support/foyer/free-port.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of closing.splice(0)) await stop();
});

const message = {
  id: '76cc5543-ce34@email.amazonses.com',
  from: 'Foyer <invitations@foyer.example>',
  to: ['anna@example.com'],
  subject: 'Welcome',
  text: 'Hello',
  html: '<p>Hello</p>',
  timestamp: 1_795_297_744.316,
};

/** Starts a local AWS emulator with these messages, to which a test can add. */
async function setup(...messages: object[]) {
  const asked: string[] = [];
  const status = { code: 200 };
  const aws = createServer((request, response) => {
    asked.push(request.url ?? '');
    const after = Number(new URL(request.url ?? '', 'http://aws').searchParams.get('after'));
    response.writeHead(status.code).end(JSON.stringify(messages.slice(after)));
  });
  const port = await freePort();
  await listen(aws, port);
  closing.push(() => close(aws));
  return { sent: new SentMails(`http://127.0.0.1:${port}`), messages, asked, status };
}

test('lists the mails newest first, and reads each of them only once', async () => {
  const { sent, messages, asked } = await setup(message, { ...message, id: 'b@x' });
  expect((await sent.read()).map(({ id }) => id)).toEqual(['b', '76cc5543-ce34']);
  messages.push({ ...message, id: 'c@x' });
  expect((await sent.read()).map(({ id }) => id)).toEqual(['c', 'b', '76cc5543-ce34']);
  expect(asked).toEqual(['/_foyer/ses/messages?after=0', '/_foyer/ses/messages?after=2']);
});

test('lists each mail once to several who read at the same time', async () => {
  const { sent } = await setup(message);
  for (const mails of await Promise.all([sent.read(), sent.read(), sent.read()]))
    expect(mails).toHaveLength(1);
});

test('lists all mails again after the emulator did not respond for a while', async () => {
  const { sent, status } = await setup(message);
  status.code = 500;
  await expect(sent.read()).rejects.toThrow();
  status.code = 200;
  await expect(sent.read()).resolves.toHaveLength(1);
});

test.each([
  ['"Foyer" <a@foyer.example>', 'Foyer <a@foyer.example>'],
  [String.raw`"Keller \"Co\", Inc." <a@b.example>`, 'Keller "Co", Inc. <a@b.example>'],
  ['a@foyer.example', 'a@foyer.example'],
])('shows the sender %s as a person writes it', async (from, shown) => {
  const { sent } = await setup({ ...message, from });
  await expect(sent.read()).resolves.toMatchObject([{ from: shown }]);
});

test('tells who, what and when', async () => {
  const { sent } = await setup(message);
  await expect(sent.read()).resolves.toEqual([
    {
      id: '76cc5543-ce34',
      from: 'Foyer <invitations@foyer.example>',
      to: 'anna@example.com',
      subject: 'Welcome',
      text: 'Hello',
      html: '<p>Hello</p>',
      date: '2026-11-21T21:49:04.316Z',
    },
  ]);
});

test('a mail without HTML has none, rather than an empty one', async () => {
  const { sent } = await setup({ ...message, html: '' });
  const [mail] = await sent.read();
  expect(mail).not.toHaveProperty('html');
});

test.each([
  ['plain', 'plain'],
  ['=?utf-8?q?Gr=C3=BC=C3=9Fe_an_alle?=', 'Grüße an alle'],
  ['=?UTF-8?B?R3LDvMOfZQ==?= <a@example.com>', 'Grüße <a@example.com>'],
  ['=?utf-8?q?one_?= =?utf-8?q?word?=', 'one word'],
  ['=?iso-8859-1?q?M=FCller?=', 'Müller'],
  ['=?no-such-charset?q?left?=', '=?no-such-charset?q?left?='],
  ['a question? =?', 'a question? =?'],
])('decodes the header %s', (encoded, decoded) => {
  expect(decodeHeader(encoded)).toBe(decoded);
});
