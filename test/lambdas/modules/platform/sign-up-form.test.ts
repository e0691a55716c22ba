import { describe, expect, test } from 'vitest';

import {
  checkPassword,
  companySchema,
  PASSWORD_RULES,
  type PasswordRules,
  prefilledProfileSchema,
  profileSchema,
} from '../../../../lambdas/modules/platform/sign-up-form.ts';

const EVERY_RULE: PasswordRules = { ...PASSWORD_RULES, requireSymbols: true };

function setup(password: string, rules: PasswordRules = EVERY_RULE) {
  return {
    broken: checkPassword(password, rules)
      .filter(({ ok }) => !ok)
      .map(({ id }) => id),
  };
}

describe('a password', () => {
  test.each([
    ['Correct-Horse-9', []],
    ['Correct-Horse-9'.padEnd(256, 'x'), []],
    ['Correct Horse 9!', []],
    ['Пароль-Correct9', []],
    ['Short-1', ['length']],
    ['Exactly-11-x', []],
    ['Exactly-10x', ['length']],
    ['Correct-Horse-9'.padEnd(257, 'x'), ['maxLength']],
    ['x'.repeat(5_000), ['maxLength', 'uppercase', 'digits', 'symbols']],
    ['CORRECT-HORSE-9', ['lowercase']],
    ['correct-horse-9', ['uppercase']],
    ['Correct-Horse-Nine', ['digits']],
    ['CorrectHorse99', ['symbols']],
    // A space does not count as a symbol, an accented letter as a letter, or another script's digit as a digit.
    ['Correct Horse 9', ['symbols']],
    ['ÄÖÜÄÖÜ-ABCDE-9', ['lowercase']],
    ['äöüäöü-abcde-9', ['uppercase']],
    ['Correct-Horse-٣', ['digits']],
    [' Correct-Horse-9', ['spaces']],
    ['Correct-Horse-9 ', ['spaces']],
    ['Correct-Horse-9\n', ['spaces']],
    ['', ['length', 'lowercase', 'uppercase', 'digits', 'symbols']],
  ])('%j violates the rules %j', (password, broken) => {
    expect(setup(password).broken).toEqual(broken);
  });

  test('is checked only against the rules that are enabled', () => {
    const lenient: PasswordRules = {
      minLength: 3,
      requireLowercase: false,
      requireUppercase: false,
      requireDigits: false,
      requireSymbols: false,
    };
    expect(setup('...', lenient).broken).toEqual([]);
    expect(setup('..', lenient).broken).toEqual(['length']);
    expect(checkPassword('', lenient).map(({ id }) => id)).toEqual([
      'length',
      'maxLength',
      'spaces',
    ]);
  });

  test('needs no symbol according to the rules of the pool', () => {
    expect(setup('CorrectHorse99', PASSWORD_RULES).broken).toEqual([]);
  });

  test('gets a message for every rule, short enough for a form', () => {
    const texts = checkPassword('', EVERY_RULE).map(({ text }) => text);
    expect(texts.slice(0, 2)).toEqual(['At least 12 characters', 'At most 256 characters']);
    expect(new Set(texts).size).toBe(7);
  });
});

describe('a profile', () => {
  const full = { firstName: 'Grace', lastName: 'Hopper', jobTitle: 'Admiral', phone: '+1 212 555' };

  test('is parsed completely', () => {
    expect(profileSchema.parse(full)).toEqual(full);
  });

  test('requires only a first name: the tenant decides whether one name is enough', () => {
    expect(profileSchema.parse({ firstName: 'Grace', lastName: 'Hopper' })).toBeDefined();
    const issues = profileSchema.safeParse({}).error?.issues.map(({ message }) => message);
    expect(issues).toEqual(['The first name is required.']);
  });

  test('that is prefilled can contain any of its fields', () => {
    expect(prefilledProfileSchema.parse({})).toEqual({});
    expect(prefilledProfileSchema.parse({ jobTitle: ' Admiral ' })).toEqual({
      jobTitle: 'Admiral',
    });
  });

  test.each([
    [{ ...full, firstName: 'x'.repeat(61) }, 'The first name must be at most 60 characters.'],
    [{ ...full, lastName: '' }, 'The last name is required.'],
    [{ ...full, jobTitle: '<b>Admiral</b>' }, 'The job title must not contain "<" or ">".'],
    [{ ...full, phone: 'none' }, 'The phone number must have 7 to 20 digits'],
  ])('%j is rejected', (profile, words) => {
    expect(profileSchema.safeParse(profile).error?.issues[0]?.message).toContain(words);
  });

  test('accepts no other fields', () => {
    const issue = profileSchema.safeParse({ ...full, role: 'owner' }).error?.issues[0];
    expect(issue).toMatchObject({ code: 'unrecognized_keys', keys: ['role'] });
  });

  test.each([
    ['DE123456789', true],
    ['CHE-123.456.789 MWST', true],
    ['12-3456789', true],
    ['IE6+34567T', true],
    ['ÑAA&010101AB1', true],
    ['1234', true],
    ['123', false],
    ['VAT none', false],
    ['DE123456789<script>', false],
    ['DE123\r\n456789', true],
    ['ＤＥ１２３４５６７８９', true],
    ['1'.repeat(30), true],
    ['1'.repeat(31), false],
  ])('with the tax ID %j is valid: %s', (taxId, expected) => {
    expect(prefilledProfileSchema.safeParse({ taxId }).success).toBe(expected);
  });

  test('accepts a company name of up to 200 characters', () => {
    expect(companySchema.safeParse('x'.repeat(160)).success).toBe(true);
    expect(companySchema.safeParse('x'.repeat(161)).success).toBe(false);
  });
});
