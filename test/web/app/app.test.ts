import { afterEach, describe, expect, test, vi } from 'vitest';

import { changedAddress } from '../../../web/app/address.ts';
import { ApiFailure } from '../../../web/app/api.ts';
import { initialsOf, relativeTime } from '../../../web/app/display.tsx';
import { draftOf } from '../../../web/app/drafts.ts';
import { en } from '../../../web/app/languages/en.ts';
import { sentenceFor } from '../../../web/app/problem.tsx';
import { claimsOf, homeOf } from '../../../web/shared/token-claims.ts';

describe('the state of a page in its URL', () => {
  test.each([
    ['/console/invitations', { tab: 'done' }, '/console/invitations?tab=done'],
    ['/console/invitations?tab=done&q=a', { q: undefined }, '/console/invitations?tab=done'],
    ['/console/invitations?q=a', { q: '' }, '/console/invitations'],
    ['/console?q=a%20b', { kind: 'x&y' }, '/console?q=a+b&kind=x%26y'],
  ])('%s with %j is %s', (address, change, expected) => {
    expect(changedAddress(address, change)).toBe(expected);
  });
});

describe('a relative time', () => {
  const now = new Date('2026-11-28T12:00:00.000Z');
  test.each([
    [0, 'now'],
    [-59, 'now'],
    [-60, '1 minute ago'],
    [-5_399, '1 hour ago'],
    [-2 * 86_400, '2 days ago'],
    [7 * 86_400 - 30, 'in 7 days'],
    [400 * 86_400, 'next year'],
  ])('%d seconds from now is %s', (seconds, words) => {
    expect(relativeTime(new Date(now.getTime() + seconds * 1_000), now, 'en')).toBe(words);
  });
});

test.each([
  ['Ada Lindqvist', 'AL'],
  ['Ada Maria von Lindqvist', 'AL'],
  ['admin@acme.example', 'AE'],
  ['山田 花子', '山花'],
  ['👩‍💻', '👩‍💻'],
  ['', ''],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

describe('a stored draft', () => {
  const initial = { kind: 'customer', addresses: [] as readonly string[], isOn: false };
  test('is restored', () => {
    expect(draftOf({ addresses: ['a@x.example'], isOn: true }, initial)).toEqual({
      kind: 'customer',
      addresses: ['a@x.example'],
      isOn: true,
    });
  });

  test('drops values that no longer match the form', () => {
    expect(draftOf({ kind: 1, addresses: 'a', other: 'x' }, initial)).toEqual(initial);
    expect(draftOf('text', initial)).toBe(initial);
    expect(draftOf(undefined, initial)).toBe(initial);
  });
});

describe('an error message', () => {
  const problem = (code: string, more: object = {}) => ({
    type: `urn:foyer:error:${code}`,
    title: code,
    status: 409,
    code,
    detail: 'What the API says.',
    requestId: 'req-1',
    ...more,
  });

  test.each([
    ['a code with a text', new ApiFailure(409, problem('last_owner')), en.problems.last_owner],
    [
      'a code without a text',
      new ApiFailure(409, problem('idempotency_key_in_use')),
      'What the API says.',
    ],
    ['no response', new ApiFailure(0, new TypeError('failed')), en.problems.offline],
    ['a response of the gateway', new ApiFailure(502, { message: 'x' }), en.problems.unknown],
    [
      'invalid fields',
      new ApiFailure(400, problem('invalid_request', { errors: [{ path: 'a', message: 'b' }] })),
      en.problem.invalid,
    ],
  ])('for %s', (_what, failure, words) => {
    expect(sentenceFor(failure, en)).toBe(words);
  });

  test('names the message of a field, and what can be retried', () => {
    const failure = new ApiFailure(
      400,
      problem('invalid_request', { errors: [{ path: 'email', message: 'wrong' }] }),
    );
    expect(failure.messageFor('email')).toBe('wrong');
    expect(failure.messageFor('name')).toBeUndefined();
    expect([0, 429, 503].map((status) => new ApiFailure(status, {}).isTemporary)).toEqual([
      true,
      true,
      true,
    ]);
    expect(failure.isTemporary).toBe(false);
  });
});

describe('an access token', () => {
  const tokenWith = (payload: object): string =>
    `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.x`;

  test('says who the user is and what to offer them', () => {
    const claims = claimsOf(
      tokenWith({
        sub: 'u1',
        name: 'Ádá ü',
        tenant_id: 'acme',
        scope: 'openid foyer/customers:read foyer/unknown:scope',
      }),
    );
    expect(claims).toEqual({
      id: 'u1',
      name: 'Ádá ü',
      tenantId: 'acme',
      scopes: new Set(['customers:read']),
      needsSecondFactor: false,
    });
    expect(homeOf(claims)).toBe('/console');
    expect(homeOf(claimsOf(tokenWith({ sub: 'u1', scope: 'foyer/self' })))).toBe('/account');
    expect(homeOf(claimsOf(tokenWith({ sub: 'u1', scope: 'openid' })))).toBeUndefined();
    const without = claimsOf(tokenWith({ sub: 'u1', scope: 'openid', second_factor: 'required' }));
    expect(without).toMatchObject({ needsSecondFactor: true, scopes: new Set() });
    expect(homeOf(without)).toBe('/console');
  });

  test.each(['', 'opaque', 'a.b.c', 'e30.e30.x', 'e30.bnVsbA.x'])(
    'in an invalid form such as %j says nothing',
    (token) => {
      expect(claimsOf(token)).toBeUndefined();
      expect(homeOf(claimsOf(token))).toBeUndefined();
    },
  );
});

describe('the name fields', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });

  test.each([
    ['ja', ['lastName', 'firstName', 'jobTitle']],
    ['de', ['firstName', 'lastName', 'jobTitle']],
  ])('are in the order of the page’s language (%s)', async (language, inOrder) => {
    vi.stubGlobal('window', { localStorage: { getItem: () => language } });
    vi.resetModules();
    const { inNameOrder } = await import('../../../web/app/words.ts');
    expect(inNameOrder(['firstName', 'lastName', 'jobTitle'])).toEqual(inOrder);
  });
});
