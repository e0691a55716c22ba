import { describe, expect, test } from 'vitest';

import {
  chunksOf,
  countsOf,
  type ImportRow,
  importStatusOf,
} from '../../../../lambdas/modules/imports/import.ts';
import { checkRows, requestOf } from '../../../../lambdas/modules/imports/rows.ts';

/** Checks rows with these fields, numbered from 1. */
function check(rows: readonly Record<string, unknown>[], defaults = {}) {
  return checkRows(
    rows.map((fields, index) => ({ row: index + 1, fields })),
    defaults,
  );
}

describe('each row is checked on its own', () => {
  test('a row without errors is queued with its fields', () => {
    const fields = { email: ' Ada@Example.com ', company: 'Engines' };
    expect(check([fields])).toEqual([{ row: 1, email: 'Ada@Example.com', fields }]);
  });

  test.each([
    ['an invalid address', { email: 'ada at example' }, 'email', 'name@example.com'],
    ['no address', { company: 'Engines' }, 'email', 'email address is required'],
    ['an address that is not text', { email: 7 }, 'email', 'email address must be text'],
    ['an unknown field', { email: 'a@b.example', size: 1 }, 'size', 'Unknown field "size"'],
    [
      'a request that would send a second email',
      { email: 'a@b.example', onConflict: 'resend' },
      'onConflict',
      'Unknown',
    ],
    ['a field that is not text', { email: 'a@b.example', company: {} }, 'company', 'must be text'],
    ['an unknown kind', { email: 'a@b.example', kind: 'friend' }, 'kind', '"customer"'],
    [
      'an invalid nested field',
      { email: 'a@b.example', profile: { firstName: '<b>' } },
      'profile.firstName',
      'must not contain',
    ],
  ])('%s is an error of the row', (_name, fields, field, message) => {
    expect(check([fields])[0]?.result).toEqual({
      outcome: 'error',
      reason: 'invalid_request',
      field,
      message: expect.stringContaining(message) as string,
    });
  });

  test('a default can be invalid only together with a row', () => {
    const [row] = check([{ email: 'a@b.example' }], { message: 'lost \ufffd' });
    expect(row?.result).toMatchObject({ outcome: 'error', field: 'message' });
  });

  test('an invalid address is shown as far as a table can store it', () => {
    const [row] = check([{ email: `\ud800${'x'.repeat(1_000)}` }]);
    expect(row?.email).toHaveLength(320);
    expect(row?.email.isWellFormed()).toBe(true);
  });
});

describe('among rows with the same address', () => {
  test('the first is invited, whatever the others contain', () => {
    const rows = check([
      { email: 'ada@example.com' },
      { email: 'bob@example.com' },
      { email: ' ADA@Example.COM', company: 'Other' },
      { email: 'ada@EXAMPLE.com' },
    ]);
    const duplicate = {
      outcome: 'skipped',
      reason: 'duplicate_row',
      field: 'email',
      message: 'Row 1 has the same address.',
    };
    expect(rows.map(({ result }) => result)).toEqual([undefined, undefined, duplicate, duplicate]);
  });

  test('an invalid one does not prevent a valid one', () => {
    const rows = check([
      { email: 'ada@example.com', kind: 'friend' },
      { email: 'ada@example.com' },
      { email: 'ada@example.com' },
    ]);
    expect(rows.map(({ result }) => result?.outcome)).toEqual(['error', undefined, 'skipped']);
    expect(rows[2]?.result?.message).toBe('Row 2 has the same address.');
  });
});

describe('defaults for all rows', () => {
  test('are overridden by a row', () => {
    expect(
      requestOf({ email: 'a@b.example', locale: 'de' }, { locale: 'fr', groups: ['partners'] }),
    ).toEqual({ email: 'a@b.example', locale: 'de', groups: ['partners'] });
  });

  test('complete the profile and the metadata of a row field by field', () => {
    expect(
      requestOf(
        { email: 'a@b.example', profile: { firstName: 'Ada' }, metadata: { from: 'row' } },
        {
          profile: { firstName: 'X', jobTitle: 'Buyer' },
          metadata: { from: 'all', campaign: 'spring' },
        },
      ),
    ).toEqual({
      email: 'a@b.example',
      profile: { firstName: 'Ada', jobTitle: 'Buyer' },
      metadata: { from: 'row', campaign: 'spring' },
    });
  });

  test('do not hide an error of a row', () => {
    const [row] = check([{ email: 'a@b.example', profile: 'Ada' }], { profile: { jobTitle: 'x' } });
    expect(row?.result).toMatchObject({ field: 'profile' });
  });
});

describe('chunks', () => {
  const rowsOf = (count: number, email = 'ada@example.com'): ImportRow[] =>
    Array.from({ length: count }, (_, index) => ({ row: index + 1, email, fields: { email } }));

  test.each([
    [1, [1]],
    [25, [25]],
    [26, [25, 1]],
    [60, [25, 25, 10]],
  ])('%i rows are processed in chunks of %j', (count, sizes) => {
    const chunks = chunksOf(rowsOf(count));
    expect(chunks.map((chunk) => chunk.length)).toEqual(sizes);
    expect(chunks.flat()).toEqual(rowsOf(count));
  });

  test('stay far below the size limit of an item, even with long rows', () => {
    const chunks = chunksOf(rowsOf(50, 'ü'.repeat(10_000)));
    for (const chunk of chunks)
      expect(Buffer.byteLength(JSON.stringify(chunk))).toBeLessThan(150_000);
    expect(chunks.flat()).toHaveLength(50);
  });
});

test.each([
  [10, 10, 'queued'],
  [10, 9, 'running'],
  [10, 0, 'completed'],
] as const)('of %i rows, %i remaining: %s', (total, remaining, status) => {
  expect(importStatusOf({ total, remaining })).toBe(status);
});

test('every row is counted once', () => {
  const results = ['created', 'created', 'skipped', 'error', 'would_create'] as const;
  expect(countsOf(results.map((outcome) => ({ outcome })))).toEqual({
    created: 2,
    wouldCreate: 1,
    skipped: 1,
    error: 1,
  });
});
