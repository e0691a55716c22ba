import { describe, expect, test } from 'vitest';

import { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import { FORM_FIELDS, type FormField } from '../../../../lambdas/modules/platform/form-fields.ts';
import {
  readSubmission,
  requireGoodPassword,
} from '../../../../lambdas/modules/sign-up/submission.ts';

type Sent = Parameters<typeof readSubmission>[1];

const asked = { required: [], optional: [] };
const rules = { registration: { customer: asked, supplier: asked } };
/** Rules of a tenant that allows customers with one name. */
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

/** Returns an invitation with every field prefilled, of which only `editable` can be changed. */
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
  /** Reads the same for a tenant that allows people with one name. */
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

  test('keeps its value if it is omitted', () => {
    expect(setup().read({ profile: {} })).toEqual(prefilled);
  });

  test('can be sent back unchanged', () => {
    expect(setup().read(prefilled)).toEqual(prefilled);
  });

  test('without a value cannot be filled in either', () => {
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

  test('is named together with all other errors', () => {
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
  test('takes the submitted value', () => {
    expect(setup(...FORM_FIELDS).read(changed)).toEqual(changed);
  });

  test('that is optional and omitted is empty, because the invitee removed it', () => {
    const { profile } = setup(...FORM_FIELDS).read({ profile: changed.profile });
    expect(profile).toEqual(changed.profile);
    const names = { firstName: 'Ada', lastName: 'Lovelace' };
    expect(setup(...FORM_FIELDS).read({ profile: names }).profile).toEqual(names);
  });

  test('that is required and omitted keeps its prefilled value', () => {
    expect(setup(...FORM_FIELDS).read({ profile: {} })).toEqual({
      profile: { firstName: 'Grace', lastName: 'Hopper' },
      company: 'Navy',
    });
  });

  test('that is required, omitted, and not prefilled is requested', () => {
    const { errors } = errorsOf(() =>
      setup(...FORM_FIELDS).read({ profile: {} }, { profile: {} as never }),
    );
    expect(errors).toEqual([
      { path: 'profile.firstName', message: 'The first name is required.' },
      { path: 'profile.lastName', message: 'The last name is required.' },
    ]);
  });

  test('for the company is optional for a customer, who then has none', () => {
    const { company } = setup(...FORM_FIELDS).read(
      { profile: changed.profile },
      { company: undefined as never },
    );
    expect(company).toBeUndefined();
  });
});

describe('a person with one name', () => {
  const sukarno = { firstName: 'Sukarno' };
  const all = setup(...FORM_FIELDS);

  test('is accepted only if the tenant allows it', () => {
    expect(all.readOneName({ profile: sukarno }, { profile: {} })).toEqual(sukarno);
    const { errors } = errorsOf(() => all.read({ profile: sukarno }, { profile: {} as never }));
    expect(errors).toEqual([{ path: 'profile.lastName', message: 'The last name is required.' }]);
  });

  test('is accepted for the kind of invitation that the tenant allows', () => {
    const supplier = () => all.readOneName({ profile: sukarno }, { profile: {} }, 'supplier');
    expect(errorsOf(supplier).errors.map(({ path }) => path)).toEqual(['profile.lastName']);
  });

  test('can remove a prefilled last name, unless it is locked', () => {
    expect(all.readOneName({ profile: sukarno })).toEqual(sukarno);
    const locked = setup('firstName', 'jobTitle', 'phone', 'company');
    expect(locked.readOneName({ profile: sukarno })).toEqual({ ...sukarno, lastName: 'Hopper' });
  });

  test('must have a first name', () => {
    const nameless = () => all.readOneName({ profile: { lastName: 'Sukarno' } }, { profile: {} });
    expect(errorsOf(nameless).errors.map(({ path }) => path)).toEqual(['profile.firstName']);
  });

  test('is not asked for a locked, empty last name', () => {
    const locked = setup('firstName', 'jobTitle', 'phone', 'company');
    expect(locked.readOneName({ profile: sukarno }, { profile: {} })).toEqual(sukarno);
  });
});

describe('a password', () => {
  test('that meets the rules is accepted', () => {
    expect(() => {
      requireGoodPassword('Correct-Horse-9');
    }).not.toThrow();
  });

  test('that violates rules is rejected with password_policy and a message for each rule, without the password', () => {
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
