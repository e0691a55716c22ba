import { expect, test } from 'vitest';
import { idFor, parseAdminArguments } from '../../../local/operator/arguments.ts';

const enough = ['create-tenant', '--name', 'Acme', '--email', 'Admin@Acme.example'];

test('needs a name and an address; the rest follows', () => {
  expect(parseAdminArguments(enough)).toMatchObject({
    id: 'acme',
    idGiven: false,
    name: 'Acme',
    email: 'admin@acme.example',
    resend: false,
  });
});

test("works on the stage of the team's settings, as cdk deploy does", () => {
  expect(parseAdminArguments(enough).stage).toBe('dev');
  expect(parseAdminArguments(enough, { stage: 'production' }).stage).toBe('production');
  expect(parseAdminArguments([...enough, '--stage', 'test'], { stage: 'production' }).stage).toBe(
    'test',
  );
});

test('takes the name of the administrator, one line of it', () => {
  const parsed = parseAdminArguments([...enough, '--admin-name', ' Ada Lindqvist ']);
  expect(parsed.adminName).toBe('Ada Lindqvist');
  expect(() => parseAdminArguments([...enough, '--admin-name', 'Ada\nBcc: x'])).toThrow(
    '--admin-name must be a single line',
  );
});

test('takes an id, a stage, a region and a profile', () => {
  const args = [
    ...enough,
    '--id',
    'acme-2',
    '--stage',
    'test',
    '--region',
    'eu-west-1',
    '--profile',
    'ops',
  ];
  expect(parseAdminArguments(args)).toMatchObject({
    id: 'acme-2',
    idGiven: true,
    stage: 'test',
    region: 'eu-west-1',
    profile: 'ops',
  });
});

test.each([
  [['create-tenant', '--email', 'a@example.com'], '--name is missing.'],
  [['create-tenant', '--name', 'Acme'], '--email is missing.'],
  [['create-tenant', '--name', 'Acme', '--email', 'acme'], '--email is not an email address.'],
  [[...enough, '--id', 'A'], 'A tenant id is 3 to 40'],
  [['create-tenant', '--name', '株式会社', '--email', 'a@example.com'], 'give one with --id'],
  [['delete-tenant'], 'create-tenant'],
  [[], 'create-tenant'],
  [[...enough, '--nmae', 'x'], '--nmae'],
])('%j is refused with a sentence', (args, sentence) => {
  expect(() => parseAdminArguments(args)).toThrow(sentence);
});

test.each([
  ['Acme', 'acme'],
  ['Müller & Söhne GmbH', 'muller-sohne-gmbh'],
  ['  ACME 24/7  ', 'acme-24-7'],
  ['A name that is very much longer than an id may be', 'a-name-that-is-very-much-longer-than-an'],
])('makes an id of "%s"', (name, id) => {
  expect(idFor(name)).toBe(id);
});
