import { expect, test } from 'vitest';

import { decodeHeader, mailsIn } from '../../local/mailbox/messages.ts';

const message = {
  MessageId: '76cc5543-ce34@email.amazonses.com',
  Source: 'Foyer <invitations@foyer.example>',
  To: ['anna@example.com'],
  CC: [],
  BCC: [],
  Subject: 'Welcome',
  BodyText: 'Hello',
  BodyHtml: '<p>Hello</p>',
  Timestamp: 1_795_297_744.316,
  Type: 'v2.SendEmail',
};

test('lists the mails of every account, newest first', () => {
  const mails = mailsIn({
    messages: {
      '000000000000': [message, { ...message, MessageId: 'b@x', Timestamp: message.Timestamp + 5 }],
      '111111111111': [{ ...message, MessageId: 'c@x', Timestamp: message.Timestamp + 2 }],
    },
  });
  expect(mails.map((mail) => mail.id)).toEqual(['b', 'c', '76cc5543-ce34']);
});

test.each([
  ['"Foyer" <a@foyer.example>', 'Foyer <a@foyer.example>'],
  [String.raw`"Keller \"Co\", Inc." <a@b.example>`, 'Keller "Co", Inc. <a@b.example>'],
  ['a@foyer.example', 'a@foyer.example'],
])('shows the sender %s as a person writes it', (source, shown) => {
  const [mail] = mailsIn({ messages: { '0': [{ ...message, Source: source }] } });
  expect(mail?.from).toBe(shown);
});

test('tells who, what and when', () => {
  expect(mailsIn({ messages: { '0': [message] } })).toEqual([
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

test('a mail without HTML has none, rather than an empty one', () => {
  const [mail] = mailsIn({ messages: { '0': [{ ...message, BodyHtml: null }] } });
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
