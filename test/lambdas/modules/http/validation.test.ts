import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { parseRequest } from '../../../../lambdas/modules/http/validation.ts';
import { createInvitationSchema } from '../../../../lambdas/modules/invitations/requests.ts';
import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';

const plain = z.strictObject({
  name: z.string().min(2).max(5),
  count: z.number().min(1).max(9).optional(),
  whole: z.int().optional(),
  flag: z.boolean().optional(),
  color: z.enum(['red', 'green']).optional(),
  always: z.literal('x').optional(),
  list: z.array(z.string().min(1)).min(1).max(2).optional(),
  map: z.record(z.string(), z.string()).optional(),
  inner: z.strictObject({ id: z.uuid() }).optional(),
});

/** Returns the errors that a client gets for `input`. */
function setup(input: unknown, schema: z.core.$ZodType = plain) {
  try {
    parseRequest(schema as Parameters<typeof parseRequest>[0], input);
  } catch (error) {
    if (error instanceof FoyerError)
      return { code: error.code, detail: error.message, errors: error.errors ?? [] };
    throw error;
  }
  return { code: undefined, detail: undefined, errors: [] };
}

describe('one invalid field', () => {
  test.each([
    [{}, 'name', 'name is required.'],
    [{ name: 7 }, 'name', 'name must be text.'],
    [{ name: null }, 'name', 'name must be text.'],
    [{ name: 'x' }, 'name', 'name must be at least 2 characters.'],
    [{ name: 'xxxxxx' }, 'name', 'name must be at most 5 characters.'],
    [{ name: 'ok', count: 0 }, 'count', 'count must be at least 1.'],
    [{ name: 'ok', count: 10 }, 'count', 'count must be at most 9.'],
    [{ name: 'ok', count: '3' }, 'count', 'count must be a number.'],
    [{ name: 'ok', whole: 1.5 }, 'whole', 'whole must be a whole number.'],
    [{ name: 'ok', flag: 'yes' }, 'flag', 'flag must be a boolean.'],
    [{ name: 'ok', color: 'blue' }, 'color', 'color must be one of "red", "green".'],
    [{ name: 'ok', always: 'y' }, 'always', 'always must be "x".'],
    [{ name: 'ok', list: 'red' }, 'list', 'list must be an array.'],
    [{ name: 'ok', list: [] }, 'list', 'list must be at least 1 entry.'],
    [{ name: 'ok', list: ['a', 'b', 'c'] }, 'list', 'list must be at most 2 entries.'],
    [{ name: 'ok', list: ['a', ''] }, 'list.1', 'list.1 must be at least 1 character.'],
    [{ name: 'ok', map: [] }, 'map', 'map must be an object.'],
    [{ name: 'ok', map: { a: 1 } }, 'map.a', 'map.a must be text.'],
    [{ name: 'ok', inner: { id: 'x' } }, 'inner.id', 'inner.id is invalid.'],
    [{ name: 'ok', nmae: 'x' }, 'nmae', 'Unknown field "nmae".'],
    [{ name: 'ok', inner: { id: crypto.randomUUID(), x: 1 } }, 'inner.x', 'Unknown field "x".'],
    ['text', '', 'The body must be an object.'],
    [undefined, '', 'The body is required.'],
  ])('%j: %s', (input, path, message) => {
    expect(setup(input)).toEqual({
      code: 'invalid_request',
      detail: message,
      errors: [{ path, message }],
    });
  });
});

test('several invalid fields are counted, and each is named', () => {
  const { detail, errors } = setup({ name: 7, nmae: 'x', eman: 'y' });
  expect(detail).toBe('3 fields are invalid.');
  expect(errors.map(({ path }) => path)).toEqual(['name', 'nmae', 'eman']);
});

test('an absurdly long field name is cut, because the response must not echo it', () => {
  const { errors } = setup({ name: 'ok', ['x'.repeat(5_000)]: 1 });
  expect(errors[0]?.path).toHaveLength(100);
  expect(errors[0]?.message.length).toBeLessThan(130);
});

test('the error never repeats the input, which may be a password', () => {
  const { detail, errors } = setup({ name: 'hunter2!', color: 'hunter2!', list: 'hunter2!' });
  expect(JSON.stringify({ detail, errors })).not.toContain('hunter2!');
});

describe('an invitation', () => {
  const invitation = (more: object) =>
    setup({ email: 'a@b.example', ...more }, createInvitationSchema());

  test.each([
    [
      { metadata: Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`k${i}`, ''])) },
      'metadata',
    ],
    [{ metadata: { key: 'x'.repeat(201) } }, 'metadata.key'],
    [{ metadata: { ['k'.repeat(41)]: '' } }, `metadata.${'k'.repeat(41)}`],
    [{ groups: [''] }, 'groups.0'],
    [{ expiresInDays: 0 }, 'expiresInDays'],
    [{ expiresInDays: 1.5 }, 'expiresInDays'],
    [{ locale: 'en-US-EURO' }, 'locale'],
    [{ locale: '../../etc' }, 'locale'],
    [{ message: 'a\ufffdb' }, 'message'],
    [{ message: 'x'.repeat(1001) }, 'message'],
    [{ profile: { firstName: 'www.evil.example' } }, 'profile.firstName'],
    [{ company: '<script>' }, 'company'],
    [{ editableFields: ['email'] }, 'editableFields.0'],
    [{ kind: 'constructor' }, 'kind'],
    [{ tenantId: 'other' }, 'tenantId'],
  ])('with %j is rejected with the name of the field', (more, path) => {
    expect(invitation(more).errors.map((error) => error.path)).toEqual([path]);
  });

  test.each([
    [{ metadata: Object.fromEntries(Array.from({ length: 10 }, (_, i) => [`k${i}`, ''])) }],
    [{ message: 'Dear Grace,\n\n\twelcome!' }],
    [{ locale: 'zh-Hant-TW' }],
    [{ expiresInDays: 1 }],
    [{ notify: false }],
  ])('with %j is accepted', (more) => {
    expect(invitation(more).code).toBeUndefined();
  });

  test('has the groups that it names; an empty list, which forms send, means none', () => {
    const groupsOf = (groups?: string[]) =>
      parseRequest(createInvitationSchema(), { email: 'a@b.example', groups }).groups;
    expect(groupsOf(['partners'])).toEqual(['partners']);
    expect(groupsOf([])).toBeUndefined();
    expect(groupsOf()).toBeUndefined();
  });
});
