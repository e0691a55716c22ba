import { describe, expect, test } from 'vitest';

import { type Command, UsageError } from '../../operator/command.ts';
import { commandHelp, overviewHelp, parseCommandLine } from '../../operator/command-line.ts';
import { COMMANDS } from '../../operator/commands.ts';
import { newTenantSchema, tenantIdFrom } from '../../operator/commands/create-tenant.ts';

/** Reads a command line as the tool does, short of asking AWS for anything. */
function prepare(name: string, args: readonly string[]): void {
  const command = commandNamed(name);
  command.prepare(parseCommandLine(command, args).input);
}

function commandNamed(name: string): Command {
  const command = COMMANDS.find((one) => one.name === name);
  if (command === undefined) throw new Error(`There is no command ${name}.`);
  return command;
}

const enough = ['--name', 'Acme', '--email', 'Admin@Acme.example'];
const createTenant = commandNamed('create-tenant');
const newTenant = (...args: string[]) =>
  newTenantSchema.parse(parseCommandLine(createTenant, args).input);

describe('the deployment that a command works on', () => {
  test("is the stage of the team's settings, as for cdk deploy", () => {
    const targetOf = (args: string[], team = {}) =>
      parseCommandLine(createTenant, args, team).target;
    expect(targetOf(enough).stage).toBe('dev');
    expect(targetOf(enough, { stage: 'production' }).stage).toBe('production');
    const told = [...enough, '--stage', 'test', '--region', 'eu-west-1', '--profile', 'ops'];
    expect(targetOf(told, { stage: 'production' })).toEqual({
      stage: 'test',
      region: 'eu-west-1',
      profile: 'ops',
    });
  });
});

describe('create-tenant', () => {
  test('needs a name and an address; the rest follows', () => {
    expect(newTenant(...enough)).toEqual({
      id: 'acme',
      idGiven: false,
      name: 'Acme',
      email: 'admin@acme.example',
      resend: false,
    });
  });

  test('takes an address of another script in the form in which its owner signs in', () => {
    const address = ['--name', 'Acme', '--email', 'Admin@Bücher.example'];
    expect(newTenant(...address)).toMatchObject({ email: 'admin@xn--bcher-kva.example' });
  });

  test('takes the name of the administrator, one line of it, and an id', () => {
    expect(newTenant(...enough, '--admin-name', ' Ada Lindqvist ', '--id', 'acme-2')).toMatchObject(
      { adminName: 'Ada Lindqvist', id: 'acme-2', idGiven: true },
    );
  });

  test.each([
    ['Acme', 'acme'],
    ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
    ['  ACME 24/7  ', 'acme-24-7'],
    [
      'A name that is very much longer than an id may be',
      'a-name-that-is-very-much-longer-than-an',
    ],
  ])('makes an id of "%s"', (name, id) => {
    expect(tenantIdFrom(name)).toBe(id);
  });
});

test.each([
  ['create-tenant', ['--email', 'a@example.com'], '--name is required.'],
  ['create-tenant', ['--name', 'Acme'], '--email is required.'],
  ['create-tenant', ['--name', 'Acme', '--email', 'acme'], '--email: Enter an email address'],
  ['create-tenant', [...enough, '--id', 'A'], '--id: A tenant ID must be 3 to 40'],
  ['create-tenant', ['--name', '株式会社', '--email', 'a@example.com'], 'Choose one with --id'],
  [
    'create-tenant',
    [...enough, '--admin-name', 'www.evil.example'],
    '--admin-name must not contain',
  ],
  ['create-tenant', [...enough, '--nmae', 'x'], 'create-tenant has no flag --nmae.'],
  ['create-tenant', [...enough, 'acme'], 'does not take the argument "acme"'],
  ['create-tenant', [...enough, '--stage', 'Not A Stage'], '--stage must be lowercase'],
  ['create-tenant', [...enough, '--id'], '--id'],
  ['show-tenant', [], 'show-tenant requires <tenant>.'],
  ['show-tenant', ['Acme Inc'], 'A tenant ID must be'],
  ['suspend-tenant', ['acme', 'globex'], 'does not take the argument "globex"'],
  ['suspend-tenant', ['acme', '--name', 'Acme'], 'suspend-tenant has no flag --name.'],
  ['suspend-tenant', ['acme'], 'Add --yes to confirm'],
  ['set-limit', ['acme', 'wishes', '3'], '<limit> must be one of'],
  ['set-limit', ['acme', 'pendingInvitations', 'many'], 'Enter a whole number'],
  ['set-limit', ['acme', 'pendingInvitations', '0'], 'Enter a whole number'],
  ['set-limit', ['acme', 'pendingInvitations'], 'set-limit requires <number|default>.'],
  ['add-administrator', ['acme'], '--email is required.'],
  [
    'add-administrator',
    ['acme', '--email', 'a@b.example', '--role', 'kings'],
    '--role must be one of',
  ],
  ['list-tenants', ['acme'], 'does not take the argument "acme"'],
  ['check', ['--tenant', 'A'], 'A tenant ID must be'],
  ['set-feature', ['acme', 'customer-portal'], 'set-feature requires <on|off>.'],
  [
    'set-feature',
    ['acme', 'unicorns', 'on'],
    '<feature> must be one of customer-portal, api-clients.',
  ],
  ['set-feature', ['acme', 'customer-portal', 'maybe'], 'Enter on or off'],
  ['create-client', ['acme', '--scopes', 'x'], '--name is required.'],
  ['create-client', ['acme', '--name', 'Sync'], '--scopes is required.'],
  [
    'create-client',
    ['acme', '--name', 'Sync', '--scopes', 'x'],
    '--scopes must be a comma-separated list',
  ],
  ['unsuppress', [], 'unsuppress requires <address>.'],
  ['unsuppress', ['ada'], '<address>'],
])('%s %j is rejected with a sentence that says what to type', (name, args, sentence) => {
  expect(() => {
    prepare(name, args);
  }).toThrow(UsageError);
  expect(() => {
    prepare(name, args);
  }).toThrow(sentence);
});

test.each(COMMANDS.map((command) => [command.name, command] as const))(
  'the help of %s names each of its flags, and its examples are understood',
  (name, command) => {
    expect(overviewHelp(COMMANDS)).toContain(name);
    const help = commandHelp(command);
    for (const flag of [...Object.keys(command.flags), 'stage', 'json'])
      expect(help).toContain(`--${flag}`);
    for (const example of command.examples) {
      const words = [...example.replace(/ {3}#.*/, '').matchAll(/"([^"]*)"|(\S+)/g)];
      const [first, ...args] = words.map(([word, quoted]) => quoted ?? word);
      expect(first).toBe(name);
      expect(() => {
        prepare(name, args);
      }).not.toThrow();
    }
  },
);
