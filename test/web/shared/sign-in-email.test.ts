import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  parseEmailAddress,
  signInEmailOf,
} from '../../../lambdas/modules/platform/email-address.ts';
import { isSameEmail, otherSignInEmail, signInEmail } from '../../../web/shared/sign-in-email.ts';
import { anyText } from '../../support/engine/any-text.ts';

describe('an address on the sign-in page', () => {
  test.each([
    ['o@bücher.example', 'o@xn--bcher-kva.example'],
    ['O@BÜCHER.EXAMPLE', 'o@xn--bcher-kva.example'],
    // Composed of two characters, as macOS enters it.
    ['o@bu\u0308cher.example', 'o@xn--bcher-kva.example'],
    ['  Ada@Example.COM ', 'ada@example.com'],
    ['ａｄａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ada@example.com'],
    ['yamada@例え。jp', 'yamada@xn--r8jz45g.jp'],
    ['o@stra\u00ADße.example', 'o@xn--strae-oqa.example'],
    ['\u2060ada@example.com\u200b', 'ada@example.com'],
    ['o@xn--bcher-kva.example', 'o@xn--bcher-kva.example'],
    // Not an address. Managed login can report the error.
    ['ada', 'ada'],
    ['@', '@'],
    ['ada@a/b?c#d', 'ada@a/b?c#d'],
    ['ada@example.com:8443', 'ada@example.com:8443'],
    ['', ''],
  ])('%j finds the user %j', (typed, userName) => {
    expect(signInEmail(typed)).toBe(userName);
  });

  test('is normalized exactly as in the API, for any address', () => {
    const letter = fc.oneof(
      fc.constantFrom(...Array.from('aZ09-.ßıİéÅüΣς京日本ｂ．。ﬁ')),
      fc.integer({ min: 0xa0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    );
    const domain = fc.string({ unit: letter, minLength: 1, maxLength: 10 });
    const local = fc.string({
      unit: fc.constantFrom(...Array.from('aZ.+_ｂ１')),
      minLength: 1,
      maxLength: 6,
    });
    const address = fc.tuple(local, domain).map(([name, host]) => `${name}@${host}.example`);
    let good = 0;
    fc.assert(
      fc.property(address, (typed) => {
        const email = parseEmailAddress(typed);
        if ('problem' in email) return;
        good += 1;
        expect(signInEmail(typed)).toBe(email.normalized);
        expect(signInEmail(email.shown)).toBe(email.normalized);
        expect(signInEmailOf(email.shown)).toBe(email.normalized);
        expect(isSameEmail(typed, email.normalized)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
    expect(good).toBeGreaterThan(200);
  });

  test('can be any text, and does not change when it is normalized twice', () => {
    fc.assert(
      fc.property(anyText(30), (typed) => {
        const once = signInEmail(typed);
        expect(signInEmail(once)).toBe(once);
      }),
    );
  });
});

test('the normalized form is shown only if the displayed address would not work', () => {
  expect(otherSignInEmail('o@bücher.example')).toBe('o@xn--bcher-kva.example');
  expect(otherSignInEmail('ａｄａ@example.com')).toBe('ada@example.com');
  expect(otherSignInEmail('Ada@Example.com')).toBeUndefined();
});
