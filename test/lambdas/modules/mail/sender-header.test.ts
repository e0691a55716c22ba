import { expect, test } from 'vitest';

import { formatSender } from '../../../../lambdas/modules/mail/sender-header.ts';

const ADDRESS = 'invitations@example.com';

test('quotes a name, so that commas and periods stay part of it', () => {
  expect(formatSender('Example, Inc.', ADDRESS)).toBe('"Example, Inc." <invitations@example.com>');
});

test.each(['Müller & Söhne', 'The "Best" Ltd', '株式会社'.repeat(15)])(
  'encodes %s as encoded words',
  (name) => {
    const sender = formatSender(name, ADDRESS);
    expect(sender).toMatch(/^(=\?UTF-8\?B\?[A-Za-z0-9+/]+=*\?= )+<invitations@example\.com>$/);
    const words = sender.split(' ').slice(0, -1);
    expect(Math.max(...words.map((word) => word.length))).toBeLessThanOrEqual(75);
    const decoded = words.map((word) =>
      Buffer.from(word.slice('=?UTF-8?B?'.length, -2), 'base64').toString(),
    );
    expect(decoded.join('')).toBe(name);
  },
);
