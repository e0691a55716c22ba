import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';

import { localeSchema } from '../../../../lambdas/modules/http/request-fields.ts';
import { createInvitationImportSchema } from '../../../../lambdas/modules/imports/requests.ts';
import { checkRows } from '../../../../lambdas/modules/imports/rows.ts';
import { invitationTerms } from '../../../../lambdas/modules/invitations/invitation-fields.ts';
import { createInvitationSchema } from '../../../../lambdas/modules/invitations/requests.ts';
import {
  canonicalTag,
  dateLocale,
  fullName,
  languageFor,
  LANGUAGES,
  realLocale,
} from '../../../../lambdas/modules/platform/locale.ts';
import {
  createPresetSchema,
  updatePresetSchema,
} from '../../../../lambdas/modules/settings/requests.ts';
import { updateTenantSchema } from '../../../../lambdas/modules/tenants/requests.ts';
import { anyText } from '../../../support/engine/any-text.ts';

/** Language tags, texts that look like tags, and texts that do not. */
const subtag = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9]{1,9}$/),
  fc.constantFrom('de', 'DE', 'at', '419', 'Latn', '1996', 'u', 'x', 'ca', 'EURO', '12'),
);
const tagLike = fc
  .array(subtag, { minLength: 1, maxLength: 5 })
  .chain((parts) => fc.constantFrom('-', '_', '--').map((sign) => parts.join(sign)));
const anyLocale = fc.oneof(
  tagLike,
  fc.tuple(fc.constantFrom(...LANGUAGES), tagLike).map((parts) => parts.join('-')),
  anyText(),
);

describe('a locale', () => {
  test.each([
    ['DE', 'de'],
    ['de_AT', 'de-AT'],
    ['de_at', 'de-AT'],
    [' fr-ca ', 'fr-CA'],
    ['ZH-hant-tw', 'zh-Hant-TW'],
    ['es-419', 'es-419'],
    ['en-UK', 'en-GB'],
    ['iw', 'he'],
    ['gsw', 'gsw'],
    ['de-CH-1996', 'de-CH-1996'],
    ['ja-JP-u-ca-japanese', 'ja-JP-u-ca-japanese'],
    ['es-419-x-aaaaaaaa-bbbbbbbb-cccccccc', 'es-419-x-aaaaaaaa-bbbbbbbb-cccccccc'],
  ])('%j is stored as %s', (typed, kept) => {
    expect(realLocale(typed)).toBe(kept);
    expect(realLocale(kept)).toBe(kept);
  });

  test.each([
    // Not well-formed: `Intl` throws.
    ...['de-DE-EURO', 'fr-FR-EURO', 'de-12', 'de-', '-de', 'de--AT', 'C', 'root', 'i-klingon'],
    ...['de_DE.UTF-8', 'de-AT-', 'x-private', 'ｄｅ', 'de\u0000', '\ud800', '', ' ', '*', 'de,en'],
    // Well-formed, but unknown.
    ...['german', 'english', 'jp', 'cz', 'xx', 'und', 'und-DE', 'de-XX', 'en-Qqqq', 'posix'],
    // Longer than the maximum length of a tag.
    'de-DE-x-aaaaaaaa-bbbbbbbb-cccccccc-d',
  ])('%j is rejected', (typed) => {
    expect(realLocale(typed)).toBeUndefined();
  });

  test('from any text is canonical, short, and accepted by Intl for dates', () => {
    fc.assert(
      fc.property(anyLocale, (typed) => {
        const kept = realLocale(typed);
        if (kept === undefined) return;
        expect(Intl.getCanonicalLocales(kept)).toEqual([kept]);
        expect(realLocale(kept)).toBe(kept);
        expect(kept.length).toBeLessThanOrEqual(35);
        expect(() => new Intl.DateTimeFormat(kept).format(0)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  test('from any text leads to a language and a date format for pages and emails', () => {
    fc.assert(
      fc.property(fc.array(anyLocale, { maxLength: 3 }), (stored) => {
        const language = languageFor(...stored);
        expect(LANGUAGES).toContain(language);
        const locale = dateLocale(language, stored);
        expect(languageFor(locale)).toBe(language);
        expect(() => new Intl.DateTimeFormat(locale).format(0)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  test('an error that is not about the tag is rethrown', () => {
    expect(() => canonicalTag(null as never)).toThrow(TypeError);
  });
});

describe('the same rule applies to every field', () => {
  const email = 'a@example.com';
  const rowField = (locale: string, defaults = {}) =>
    checkRows([{ row: 1, fields: { email, locale } }], defaults)[0]?.result?.field;
  const doors: readonly [
    string,
    (locale: string) => { readonly success: boolean; readonly data?: unknown },
  ][] = [
    ['an invitation', (locale) => createInvitationSchema().safeParse({ email, locale })],
    ['a preset', (locale) => createPresetSchema().safeParse({ name: 'x', locale })],
    ['an update of a preset', (locale) => updatePresetSchema().safeParse({ locale })],
    [
      'the defaults of an import',
      (locale) =>
        createInvitationImportSchema().safeParse({ rows: [{ email }], defaults: { locale } }),
    ],
    [
      'the defaultLocale of a tenant',
      (defaultLocale) => updateTenantSchema().safeParse({ settings: { defaultLocale } }),
    ],
  ];

  test.each(doors)('in %s', (_door, parse) => {
    for (const odd of ['de-DE-EURO', 'de-12', 'fr-FR-EURO', 'german', 'de-XX'])
      expect(parse(odd).success).toBe(false);
    expect(JSON.stringify(parse('de_at').data)).toContain('"de-AT"');
    expect(JSON.stringify(parse('DE').data)).toContain('"de"');
  });

  test('in an import row', () => {
    for (const odd of ['de-DE-EURO', 'de-12', 'german']) expect(rowField(odd)).toBe('locale');
    for (const real of ['DE', 'de_AT', 'pt-BR']) expect(rowField(real)).toBeUndefined();
  });

  test('the error names the field and shows a valid tag', () => {
    const { error } = localeSchema('locale').safeParse('de-12');
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'locale must be a language tag such as "en" or "de-AT".',
    ]);
    expect(z.toJSONSchema(invitationTerms().locale, { io: 'input' })).toMatchObject({
      type: 'string',
      maxLength: 35,
    });
  });
});

test.each([
  [{ firstName: 'Ada', lastName: 'Lovelace' }, 'Ada Lovelace'],
  [{ firstName: '花子', lastName: '山田' }, '山田 花子'],
  [{ firstName: 'さくら', lastName: '木村' }, '木村 さくら'],
  [{ firstName: '민준', lastName: '김' }, '김 민준'],
  [{ firstName: 'エイダ', lastName: 'ラブレス' }, 'エイダ ラブレス'],
  [{ firstName: 'Ada' }, 'Ada'],
  [{ lastName: '山田' }, '山田'],
  [{ firstName: '', lastName: '' }, ''],
  [{}, ''],
])('writes the name of %o as %j', (person, written) => {
  expect(fullName(person)).toBe(written);
});
