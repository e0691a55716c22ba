import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { inviteCommand } from '../../local/screen.ts';

/** What a shell makes of a command, with `curl` and `npm` replaced by functions that print their arguments. */
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
