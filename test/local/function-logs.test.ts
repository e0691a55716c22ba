import { expect, test } from 'vitest';

import { formatLogLine, functionNameOf } from '../../local/function-logs.ts';

test('leaves out what the platform says around an invocation', () => {
  expect(formatLogLine('admin-api', 'START RequestId: c2c0 Version: $LATEST')).toBeUndefined();
  expect(formatLogLine('admin-api', 'REPORT RequestId: c2c0\tDuration: 59 ms')).toBeUndefined();
  expect(formatLogLine('admin-api', '\n')).toBeUndefined();
});

test('tells an entry of the logger by level, message and ids', () => {
  const entry = {
    level: 'INFO',
    message: 'Invited',
    service: 'foyer',
    cold_start: true,
    invitationId: 'inv_1',
    sends: 2,
  };
  expect(formatLogLine('admin-api', JSON.stringify(entry))).toBe(
    'admin-api     INFO  Invited invitationId=inv_1 sends=2',
  );
});

test('tells an error by name, message and place, without its stack', () => {
  const error = {
    name: 'FoyerError',
    message: 'No',
    location: 'x.ts:1',
    stack: 'FoyerError: No\n at x',
  };
  const line = formatLogLine(
    'mailer',
    JSON.stringify({ level: 'ERROR', message: 'Failed', error }),
  );
  expect(line).toBe('mailer        ERROR Failed error=FoyerError: No: x.ts:1');
});

test.each(['plain text', '{"no": "message"}', '{broken'])('passes on %s as it is', (text) => {
  expect(formatLogLine('mailer', text)).toBe(`mailer        ${text}`);
});

test.each([
  ['AdministrationAdminApiLogs1A2B3C4D', 'administration-admin-api'],
  ['EchoFunctionLogs775D2D84', 'echo'],
  ['OutboxLogs', 'outbox'],
])('the log group %s is the one of %s', (logicalId, name) => {
  expect(functionNameOf(logicalId)).toBe(name);
});
