import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { inviteCommand, parseLocalOptions } from '../../local/cli.ts';

test('watches, and chooses ports itself, unless told otherwise', () => {
  expect(parseLocalOptions([])).toEqual({ watch: true });
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
  expect(parseLocalOptions(args)).toEqual({
    port: 5180,
    mailboxPort: 8030,
    loginPort: 8040,
    awsPort: 4570,
    watch: false,
    stateDir: '.local/2',
  });
});

test.each(['80', '70000', 'http', '5173.5', '-1', ''])('refuses the port "%s"', (port) => {
  expect(() => parseLocalOptions([`--port=${port}`])).toThrow(
    `--port ${port} is not a valid port.`,
  );
});

test('an unknown option is refused together with what there is', () => {
  expect(() => parseLocalOptions(['--prot', '1'])).toThrow(/--prot/);
});

test('asks for help with --help', () => {
  expect(parseLocalOptions(['--help'])).toBeUndefined();
});

/** Runs a command in a shell in which `curl` and `npm` print their arguments. */
function run(command: string): string[] {
  const script = `npm() { printf 'TOKEN(%s)' "$*"; }\ncurl() { printf '%s\\n' "$@"; }\n${command}`;
  return execFileSync('sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

const apiUrl = 'http://127.0.0.1:4566/_aws/execute-api/1e38780e/$default';

test('the printed command reaches the API although its address contains a dollar sign', () => {
  const args = run(inviteCommand(apiUrl));
  expect(args).toContain(`${apiUrl}/v1/invitations`);
  expect(args).toContain('authorization: Bearer TOKEN(run -s token)');
  expect(JSON.parse(args.at(-1) ?? '')).toEqual({ email: 'customer@example.com' });
});

test('asks for the token of the instance that it was printed by', () => {
  expect(run(inviteCommand(apiUrl, '/tmp/it is here'))).toContain(
    'authorization: Bearer TOKEN(run -s token -- --state-dir /tmp/it is here)',
  );
});
