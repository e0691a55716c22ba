import { describe, expect, test } from 'vitest';

import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { FORM_FIELDS, type FormField } from '../../../../lambdas/modules/platform/sign-up-form.ts';
import {
  readSubmission,
  requireGoodPassword,
} from '../../../../lambdas/modules/sign-up/submission.ts';

type Sent = Parameters<typeof readSubmission>[1];

const asked = { required: [], optional: [] };
const rules = { registration: { customer: asked, supplier: asked } };
/** The tenant lets customers with one name in. */
const oneNameRules = {
  registration: { customer: { required: [], optional: ['lastName' as const] }, supplier: asked },
};
const prefilled = {
  profile: { firstName: 'Grace', lastName: 'Hopper', jobTitle: 'Admiral', phone: '+1 212 555' },
  company: 'Navy',
};
const changed: Sent = {
  profile: { firstName: 'Ada', lastName: 'Lovelace', jobTitle: 'Countess', phone: '+44 20 7946' },
  company: 'Engines',
};

/** An invitation with everything prefilled, of which only `editable` may be changed. */
function setup(...editable: FormField[]) {
  const invitation = {
    ...prefilled,
    kind: 'customer' as const,
    email: 'grace@example.com',
    address: 'grace@example.com',
    allowDifferentEmail: false,
    editableFields: editable,
  };
  const read = (sent: Sent, less: Partial<typeof prefilled> = {}) => {
    const { profile, company } = readSubmission({ ...invitation, ...less }, sent, rules);
    return { profile, company };
  };
  /** The same where the tenant lets people with one name in. */
  const readOneName = (sent: Sent, less: object = {}, kind: 'customer' | 'supplier' = 'customer') =>
    readSubmission({ ...invitation, ...less, kind }, sent, oneNameRules).profile;
  return { read, readOneName };
}

function errorsOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (error instanceof FoyerError) return { code: error.code, errors: error.errors ?? [] };
    throw error;
  }
  return { code: undefined, errors: [] };
}

describe('a locked field', () => {
  test.each([
    ['firstName', { profile: { firstName: 'Ada' } }, 'profile.firstName'],
    ['lastName', { profile: { lastName: 'Lovelace' } }, 'profile.lastName'],
    ['jobTitle', { profile: { jobTitle: 'Countess' } }, 'profile.jobTitle'],
    ['phone', { profile: { phone: '+44 20 7946' } }, 'profile.phone'],
    ['company', { profile: {}, company: 'Engines' }, 'company'],
  ] as const)('%s cannot be changed', (field, sent, path) => {
    const { read } = setup(...FORM_FIELDS.filter((other) => other !== field));
    const { code, errors } = errorsOf(() => read(sent));
    expect(code).toBe('invalid_request');
    expect(errors).toEqual([
      { path, message: 'This field was set by the person who invited you and cannot be changed.' },
    ]);
  });

  test('keeps its value when it is left out', () => {
    expect(setup().read({ profile: {} })).toEqual(prefilled);
  });

  test('may be sent back as it is', () => {
    expect(setup().read(prefilled)).toEqual(prefilled);
  });

  test('that was never filled in cannot be filled in either', () => {
    const { errors } = errorsOf(() =>
      setup('firstName', 'lastName').read(changed, {
        profile: { ...prefilled.profile, jobTitle: undefined } as never,
      }),
    );
    expect(errors.map(({ path }) => path)).toEqual([
      'profile.jobTitle',
      'profile.phone',
      'company',
    ]);
  });

  test('is named together with everything else that is wrong', () => {
    const { errors } = errorsOf(() =>
      setup('firstName').read(
        { profile: { lastName: 'Lovelace' }, company: 'Engines' },
        { profile: { lastName: 'Hopper' } as never },
      ),
    );
    expect(errors.map(({ path }) => path)).toEqual([
      'profile.lastName',
      'company',
      'profile.firstName',
    ]);
    expect(errors.at(-1)?.message).toBe('The first name is required.');
  });
});

describe('an editable field', () => {
  test('takes what was sent', () => {
    expect(setup(...FORM_FIELDS).read(changed)).toEqual(changed);
  });

  test('that is optional and left out is empty: the invitee took it away', () => {
    const { profile } = setup(...FORM_FIELDS).read({ profile: changed.profile });
    expect(profile).toEqual(changed.profile);
    const names = { firstName: 'Ada', lastName: 'Lovelace' };
    expect(setup(...FORM_FIELDS).read({ profile: names }).profile).toEqual(names);
  });

  test('that is required and left out falls back to what was prefilled', () => {
    expect(setup(...FORM_FIELDS).read({ profile: {} })).toEqual({
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      company: 'Navy',
    });
  });

  test('that is required, left out and not prefilled is asked for', () => {
    const { errors } = errorsOf(() =>
      setup(...FORM_FIELDS).read({ profile: {} }, { profile: {} as never }),
    );
    expect(errors).toEqual([
      { path: 'profile.firstName', message: 'The first name is required.' },
      { path: 'profile.lastName', message: 'The last name is required.' },
    ]);
  });

  test('may be sent to somebody without a company, who has none then', () => {
    const { company } = setup(...FORM_FIELDS).read(
      { profile: changed.profile },
      { company: undefined as never },
    );
    expect(company).toBeUndefined();
  });
});

describe('somebody with one name', () => {
  const sukarno = { firstName: 'Sukarno' };
  const all = setup(...FORM_FIELDS);

  test('is let in where the tenant says so, and only there', () => {
    expect(all.readOneName({ profile: sukarno }, { profile: {} })).toEqual(sukarno);
    const { errors } = errorsOf(() => all.read({ profile: sukarno }, { profile: {} as never }));
    expect(errors).toEqual([{ path: 'profile.lastName', message: 'The last name is required.' }]);
  });

  test('is let in for the kind of invitation that the tenant says', () => {
    const supplier = () => all.readOneName({ profile: sukarno }, { profile: {} }, 'supplier');
    expect(errorsOf(supplier).errors.map(({ path }) => path)).toEqual(['profile.lastName']);
  });

  test('may take away the last name that was filled in, unless that is locked', () => {
    expect(all.readOneName({ profile: sukarno })).toEqual(sukarno);
    const locked = setup('firstName', 'jobTitle', 'phone', 'company');
    expect(locked.readOneName({ profile: sukarno })).toEqual({ ...sukarno, lastName: 'Hopper' });
  });

  test('has a name all the same', () => {
    const nameless = () => all.readOneName({ profile: { lastName: 'Sukarno' } }, { profile: {} });
    expect(errorsOf(nameless).errors.map(({ path }) => path)).toEqual(['profile.firstName']);
  });

  test('need not be asked for what is locked and empty', () => {
    const locked = setup('firstName', 'jobTitle', 'phone', 'company');
    expect(locked.readOneName({ profile: sukarno }, { profile: {} })).toEqual(sukarno);
  });
});

describe('a password', () => {
  test('that keeps the rules passes', () => {
    expect(() => {
      requireGoodPassword('Correct-Horse-9');
    }).not.toThrow();
  });

  test('that breaks rules is refused by its own code, each rule in words, and is not repeated', () => {
    const { code, errors } = errorsOf(() => {
      requireGoodPassword('hunter');
    });
    expect(code).toBe('password_policy');
    expect(errors).toEqual([
      { path: 'password', message: 'Password: At least 12 characters.' },
      { path: 'password', message: 'Password: An uppercase letter (A–Z).' },
      { path: 'password', message: 'Password: A digit (0–9).' },
    ]);
    expect(JSON.stringify(errors)).not.toContain('hunter');
  });
});
