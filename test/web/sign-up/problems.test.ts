import { describe, expect, test } from 'vitest';

import { LANGUAGES } from '../../../lambdas/modules/platform/locale.ts';
import { loadTexts } from '../../../web/sign-up/catalog.ts';
import type { FieldName } from '../../../web/sign-up/field-mode.ts';
import { fieldModes } from '../../../web/sign-up/form-fields.ts';
import {
  accountAddress,
  prefilledValues,
  toExternalSubmission,
  toSubmission,
} from '../../../web/sign-up/form-values.ts';
import { problemText } from '../../../web/sign-up/messages.ts';
import { findProblems, type Problem, sortRefused } from '../../../web/sign-up/problems.ts';
import type { Invitation } from '../../../web/sign-up/sign-up-api.ts';
import { offered } from './invitation.ts';

const PASSWORD = 'Correct-Horse-42';
const ASKED = ['firstName', 'lastName', 'jobTitle', 'phone', 'company', 'taxId'];

function setup(typed: Partial<Record<FieldName, string>> = {}, changes: Partial<Invitation> = {}) {
  const invitation = offered({
    fields: ASKED.map((name) => ({ name, required: name !== 'jobTitle' })),
    ...changes,
  });
  const { email } = typed;
  const known = prefilledValues(invitation);
  const values = { ...known, phone: '1234567', taxId: 'DE123456789', password: PASSWORD, ...typed };
  const modes = fieldModes(invitation);
  const address = accountAddress(invitation, email);
  return {
    problems: findProblems(values, modes, invitation, address),
    sent: toSubmission(values, modes, address),
    sentElsewhere: toExternalSubmission(values, modes, address),
    values,
  };
}

describe('the errors of a field', () => {
  test('are none for valid input', () => {
    expect(setup().problems).toEqual({});
  });

  test.each([
    ['firstName', ' ', 'required'],
    ['lastName', 'x'.repeat(61), 'tooLong'],
    ['jobTitle', '<b>', 'angleBrackets'],
    ['jobTitle', 'Head\ufffdof', 'damaged'],
    ['firstName', 'Visit evil.example', 'webAddress'],
    ['company', 'www.evil.example', 'webAddress'],
    ['firstName', '\u200b\u3164', 'required'],
    ['phone', 'call me', 'phone'],
    ['taxId', 'none', 'taxId'],
    ['company', '', 'required'],
    ['email', '', 'email'],
    ['email', 'anna', 'email'],
    ['email', 'anna@nowhere', 'email'],
    ['password', '', 'passwordMissing'],
    ['password', 'abc', 'passwordRules'],
    ['password', 'Aa1'.repeat(100), 'passwordTooLong'],
  ] as const)('%s %j: %s', (field, value, rule) => {
    expect(setup({ [field]: value }).problems[field]).toMatchObject({ rule });
  });

  test('are none for an empty optional field', () => {
    expect(setup({ jobTitle: '' }).problems).toEqual({});
  });

  test('are none for digits in full width', () => {
    const { problems, sent } = setup({
      phone: '０３-１２３４-５６７８',
      taxId: 'Ｔ１２３４５６７８９０１２３',
    });
    expect(problems).toEqual({});
    expect(sent.profile).toMatchObject({ phone: '03-1234-5678', taxId: 'T1234567890123' });
  });
});

describe('a code', () => {
  const handedOver = { verification: 'code' };

  test.each([
    ['', 'codeMissing'],
    [' ', 'codeMissing'],
    ['1234567', 'codeForm'],
    ['123456789', 'codeForm'],
    ['1234567a', 'codeForm'],
  ] as const)('%j: %s', (code, rule) => {
    expect(setup({ code }, handedOver).problems.code).toEqual({ rule });
  });

  test.each(['04719325', ' 0471 9325 ', '0471-9325', '０４７１９３２５'])(
    '%j is sent as digits',
    (code) => {
      const { problems, sent } = setup({ code }, handedOver);
      expect(problems).toEqual({});
      expect(sent.code).toBe('04719325');
    },
  );

  test('is neither requested nor sent if the link verifies the address', () => {
    const { problems, sent } = setup({ code: '123' });
    expect(problems).toEqual({});
    expect(sent).not.toHaveProperty('code');
  });
});

describe('another address', () => {
  test('is sent with the code that verifies it', () => {
    const { sent } = setup({ email: ' anna@private.example ', code: '12345678' });
    expect(sent).toMatchObject({ email: 'anna@private.example', code: '12345678' });
  });

  test('is not sent if it is the invited one', () => {
    const { problems, sent } = setup({ email: 'Anna@Northwind.example' });
    expect(problems).toEqual({});
    expect(sent).not.toHaveProperty('email');
  });
});

test('a person who continues with a provider need not enter a name, and sends no address', () => {
  const { sentElsewhere } = setup({ firstName: '', lastName: ' ', email: 'x@y.example' });
  expect(sentElsewhere).toEqual({
    profile: { phone: '1234567', taxId: 'DE123456789' },
    company: 'Northwind',
    code: '',
  });
});

describe('errors of the server', () => {
  test('are assigned to their fields, with their meaning there', () => {
    const { values } = setup({ company: '', code: '12345678' });
    const refused = [
      { path: 'profile.firstName', message: 'Not this name.' },
      { path: 'profile.firstName', message: 'Nor that.' },
      { path: 'company', message: 'The company name is required.' },
      { path: 'code', message: 'This code is not right.' },
      { path: 'email', message: 'No.' },
      { path: 'password', message: 'No.' },
      { path: 'toString', message: 'Odd.' },
    ];
    expect(sortRefused(refused, values)).toEqual({
      fields: {
        firstName: { rule: 'refused', sentence: 'Not this name.' },
        company: { rule: 'required' },
        code: { rule: 'codeRefused' },
        email: { rule: 'email' },
        password: { rule: 'passwordRefused' },
      },
      others: [{ rule: 'refused', sentence: 'Odd.' }],
    });
  });

  test('are shown in the server’s words in English, and in the page’s words in other languages', async () => {
    const problem: Problem = { rule: 'refused', sentence: 'Not this name.' };
    expect(problemText(await loadTexts('en'), problem, 'firstName')).toBe('Not this name.');
    expect(problemText(await loadTexts('de'), problem, 'firstName')).toBe(
      'Vorname: Diese Angabe ist nicht zulässig. Prüfen Sie Ihre Eingabe.',
    );
    expect(problemText(await loadTexts('de'), problem)).toContain('Das Formular');
    expect(problemText(await loadTexts('en'), { rule: 'refused', sentence: '' })).toContain(
      'We can’t accept this form.',
    );
  });
});

describe.each(LANGUAGES)('every error has a text in %s', (language) => {
  const problems: readonly (readonly [FieldName, Problem])[] = [
    ['firstName', { rule: 'required' }],
    ['company', { rule: 'tooLong', max: 200 }],
    ['jobTitle', { rule: 'damaged' }],
    ['lastName', { rule: 'angleBrackets' }],
    ['phone', { rule: 'phone' }],
    ['taxId', { rule: 'taxId' }],
    ['email', { rule: 'email' }],
    ['email', { rule: 'emailMismatch', invited: 'anna@northwind.example' }],
    ['code', { rule: 'codeMissing' }],
    ['code', { rule: 'codeForm' }],
    ['code', { rule: 'codeRefused' }],
    ['code', { rule: 'codeLimited', minutes: 7 }],
    ['code', { rule: 'trouble', reason: 'offline' }],
    ['password', { rule: 'passwordMissing' }],
    ['password', { rule: 'passwordTooLong', max: 256 }],
    ['password', { rule: 'passwordRules', missing: ['length', 'digits'], minLength: 12 }],
    ['password', { rule: 'passwordRefused' }],
  ];

  test('and all of them differ', async () => {
    const texts = await loadTexts(language);
    const said = problems.map(([field, problem]) => problemText(texts, problem, field));
    expect(new Set(said).size).toBe(problems.length);
    for (const sentence of said) expect(sentence).toMatch(/^\S.+[.。]$/s);
  });
});
