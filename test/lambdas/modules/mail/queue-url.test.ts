import { expect, test } from 'vitest';

import { queueUrlOf } from '../../../../lambdas/modules/mail/mail-queue.ts';

const urls = [
  'https://sqs.eu-central-1.amazonaws.com/123456789012/Foyer-MailQueue-1',
  'http://127.0.0.1:4566/000000000000/Foyer-MailBulkQueue-1',
];
const arn = (name: string) => ({ eventSourceARN: `arn:aws:sqs:eu-central-1:123456789012:${name}` });

test('a message is returned to the queue that it came from', () => {
  expect(queueUrlOf(arn('Foyer-MailQueue-1'), urls)).toBe(urls[0]);
  expect(queueUrlOf(arn('Foyer-MailBulkQueue-1'), urls)).toBe(urls[1]);
});

test('a message from any other queue is not returned', () => {
  expect(() => queueUrlOf(arn('MailQueue-1'), urls)).toThrow('MailQueue-1');
});
