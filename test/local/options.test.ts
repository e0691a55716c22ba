import { expect, test } from 'vitest';

import { parseLocalArguments } from '../../local/options.ts';

test('watches, and chooses ports itself, unless told otherwise', () => {
  expect(parseLocalArguments([])).toEqual({ watch: true });
});

test('takes ports, a folder of its own and --no-watch', () => {
  const args = [
    '--port',
    '5180',
    '--mailbox-port',
    '8030',
    '--login-port',
    '8040',
    '--aws-port',
    '4570',
    '--no-watch',
    '--state-dir',
    '.local/2',
  ];
  expect(parseLocalArguments(args)).toEqual({
    port: 5180,
    mailboxPort: 8030,
    loginPort: 8040,
    awsPort: 4570,
    watch: false,
    stateDir: '.local/2',
  });
});

test.each(['80', '70000', 'http', '5173.5', '-1', ''])('refuses the port "%s"', (port) => {
  expect(() => parseLocalArguments([`--port=${port}`])).toThrow(`--port ${port} is not a port.`);
});

test('an unknown option is refused together with what there is', () => {
  expect(() => parseLocalArguments(['--prot', '1'])).toThrow(/--prot/);
});

test('asks for help with --help', () => {
  expect(parseLocalArguments(['--help'])).toBeUndefined();
});
