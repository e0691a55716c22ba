import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  canonicalJson,
  derivedId,
  digest,
  newId,
  systemRandom,
} from '../../../../lambdas/modules/platform/ids.ts';

function setup(...bytes: number[]) {
  return { random: (length: number) => Buffer.alloc(length, Buffer.from(bytes)) };
}

/** Decodes Crockford's base 32, independently of the tested code. */
function decoded(text: string): bigint {
  return Array.from(text).reduce(
    (sum, sign) => sum * 32n + BigInt('0123456789abcdefghjkmnpqrstvwxyz'.indexOf(sign)),
    0n,
  );
}

describe('a new ID', () => {
  test('is its prefix and 26 letters and digits that cannot be confused', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        expect(newId('inv', () => Buffer.from(bytes))).toMatch(/^inv_[0-9a-hjkmnp-tv-z]{26}$/);
      }),
    );
  });

  test('contains all of its 128 random bits', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
        const id = newId('cus', () => Buffer.from(bytes));
        // 26 letters have 130 bits. The last two are zero.
        const hex = (decoded(id.slice('cus_'.length)) >> 2n).toString(16).padStart(32, '0');
        expect(hex).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  test.each([
    [0x00, 'inv_00000000000000000000000000'],
    [0xff, 'inv_zzzzzzzzzzzzzzzzzzzzzzzzzw'],
  ])('of the bytes %d is %s', (byte, id) => {
    expect(newId('inv', setup(byte).random)).toBe(id);
  });

  test('is different every time', () => {
    const ids = Array.from({ length: 1_000 }, () => newId('inv', systemRandom));
    expect(new Set(ids).size).toBe(1_000);
  });
});

describe('a derived ID', () => {
  test('is the same for the same parts, so that a repeated request finds the object', () => {
    expect(derivedId('inv', 'acme', 'user-1', 'key-1')).toBe(
      derivedId('inv', 'acme', 'user-1', 'key-1'),
    );
  });

  test('looks like any other ID', () => {
    expect(derivedId('con', 'acme')).toMatch(/^con_[0-9a-z]{26}$/);
  });

  test('differs by tenant, by principal, and by key', () => {
    const ids = [
      derivedId('inv', 'acme', 'user-1', 'key-1'),
      derivedId('inv', 'other', 'user-1', 'key-1'),
      derivedId('inv', 'acme', 'user-2', 'key-1'),
      derivedId('inv', 'acme', 'user-1', 'key-2'),
      // The key of one cannot be the principal of another.
      derivedId('inv', 'acme', 'key-1', 'user-1'),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a digest', () => {
  const parts = fc.array(
    fc.string({ maxLength: 6, unit: fc.constantFrom('a', '1', ':', ';', 'é') }),
    {
      maxLength: 4,
    },
  );

  test('is equal only for equal lists', () => {
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        expect(digest(...one) === digest(...other)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  test('depends on where one part ends and the next starts', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.nat(), (text, at) => {
        const cut = at % (text.length + 1);
        expect(digest(text.slice(0, cut), text.slice(cut))).not.toBe(digest(text));
      }),
    );
    expect(digest()).not.toBe(digest(''));
  });

  test('is not affected by a part that contains the separator', () => {
    const part = fc.string({ minLength: 1, maxLength: 4 });
    const between = fc.constantFrom('', ';', ':', ',', '#', '\0', '\n', ';1:', '"],["');
    fc.assert(
      fc.property(part, part, part, between, (a, b, c, sign) => {
        expect(digest(`${a}${sign}${b}`, c)).not.toBe(digest(a, `${b}${sign}${c}`));
      }),
      { numRuns: 300 },
    );
  });
});

describe('canonical JSON', () => {
  test('does not depend on the order of keys, at any depth', () => {
    const one = { b: [{ y: 1, x: 2 }], a: { d: null, c: 'text' } };
    const other = { a: { c: 'text', d: null }, b: [{ x: 2, y: 1 }] };
    expect(canonicalJson(one)).toBe(canonicalJson(other));
    expect(canonicalJson(one)).toBe('{"a":{"c":"text","d":null},"b":[{"x":2,"y":1}]}');
  });

  test('keeps the order of arrays, which has a meaning', () => {
    expect(canonicalJson(['a', 'b'])).not.toBe(canonicalJson(['b', 'a']));
  });

  test('parses to the original value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
