import { describe, expect, test } from 'vitest';

import type {
  Contact,
  CustomerDetail,
  InvitationSummary,
} from '../../../client/src/generated/types.gen.ts';
import { bounceOutcome } from '../../../lambdas/modules/mail/feedback.ts';
import {
  contactPatch,
  contactValues,
  newContact,
} from '../../../web/console/customers/contact-values.ts';
import {
  compared,
  creationOf,
  newCustomer,
  patchOf,
  valuesOf,
} from '../../../web/console/customers/customer-values.ts';
import { de } from '../../../web/console/customers/languages/de.ts';
import { en } from '../../../web/console/customers/languages/en.ts';
import { es } from '../../../web/console/customers/languages/es.ts';
import { fr } from '../../../web/console/customers/languages/fr.ts';
import { ja } from '../../../web/console/customers/languages/ja.ts';
import {
  byCustomer,
  byUrgency,
  matches,
  personName,
  troubleOf,
} from '../../../web/console/customers/states.ts';
import { marksIn, textsOf } from '../../support/modules/page-texts.ts';

const catalog = {
  services: [
    { id: 'mail', name: 'Mail', enabledByDefault: true },
    { id: 'vpn', name: 'Remote access', enabledByDefault: false },
  ],
  servicePlans: [{ id: 'basic', name: 'Basic' }],
  ranks: ['Gold'],
};

const customer: CustomerDetail = {
  id: 'cus_1',
  tenantId: 'acme',
  kind: 'customer',
  name: 'Navy',
  status: 'active',
  email: 'ada@example.com',
  services: ['mail'],
  groups: ['customers'],
  counts: { contacts: 1, users: 1, owners: 1 },
  version: 3,
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  address: { city: 'London', country: 'GB' },
};

function invitation(
  fields: Partial<Pick<InvitationSummary, 'id' | 'status' | 'createdAt' | 'customer'>> = {},
  delivery: Partial<InvitationSummary['delivery']> = {},
) {
  return {
    id: 'inv_1',
    status: 'pending' as const,
    createdAt: '2026-11-02T00:00:00.000Z',
    ...fields,
    delivery: { status: 'delivered' as const, updatedAt: '', sends: 1, ...delivery },
  };
}

describe('the request for a customer', () => {
  test('contains the form’s values for a new one, with the default services', () => {
    const values = { ...newCustomer(catalog), name: 'Navy', city: 'London', firstName: ' Ada ' };
    expect(creationOf(values, { mayPlan: true, allowDuplicate: false })).toEqual({
      name: 'Navy',
      kind: 'customer',
      services: ['mail'],
      address: { city: 'London' },
      contact: { firstName: 'Ada' },
    });
  });

  test('omits the service plan if the user cannot set it', () => {
    const values = { ...newCustomer(catalog), name: 'Navy', servicePlan: 'basic' };
    const body = (mayPlan: boolean) => creationOf(values, { mayPlan, allowDuplicate: true });
    expect(body(true)).toMatchObject({ servicePlan: 'basic', allowDuplicate: true });
    expect(body(false)).not.toHaveProperty('servicePlan');
  });

  test('contains only differences for an update, with null for emptied fields', () => {
    const before = valuesOf(customer);
    expect(patchOf(before, before)).toEqual({});
    const after = { ...before, email: '', city: '', rank: 'Gold', services: ['vpn', 'mail'] };
    expect(patchOf(before, after)).toEqual({
      email: null,
      rank: 'Gold',
      address: { city: null },
      services: ['vpn', 'mail'],
    });
    expect(
      patchOf({ ...before, services: ['vpn', 'mail'] }, { ...after, email: before.email }),
    ).not.toHaveProperty('services');
  });

  test('shows two versions as people read them', () => {
    const yours = { ...valuesOf(customer), services: ['vpn'], servicePlan: 'basic' };
    const different = compared(yours, valuesOf(customer), en, catalog).filter(
      (field) => field.yours !== field.theirs,
    );
    expect(different).toEqual([
      { label: 'Services', yours: 'Remote access', theirs: 'Mail' },
      { label: 'Service plan', yours: 'Basic', theirs: '' },
    ]);
  });
});

describe('the request for a contact', () => {
  const contact: Contact = {
    id: 'con_1',
    tenantId: 'acme',
    customerId: 'cus_1',
    status: 'none',
    role: 'member',
    firstName: 'Ada',
    groups: [],
    version: 1,
    createdAt: '',
    updatedAt: '',
  };

  test('contains a role for a new one only if it was chosen', () => {
    const values = { ...contactValues(undefined), email: ' ada@example.com ', sendInvite: true };
    expect(newContact(values)).toEqual({ email: 'ada@example.com', sendInvite: true });
    expect(newContact({ ...values, role: 'owner' })).toHaveProperty('role', 'owner');
  });

  test('contains only differences for an update', () => {
    const values = { ...contactValues(contact), firstName: '', jobTitle: 'Buyer' };
    expect(contactPatch(contact, values)).toEqual({ firstName: null, jobTitle: 'Buyer' });
    expect(contactPatch(contact, { ...contactValues(contact), role: 'owner' })).toEqual({
      role: 'owner',
    });
  });

  test('names the contact, or else shows the address', () => {
    expect(personName({ firstName: 'Ada', email: 'ada@example.com' })).toBe('Ada');
    expect(personName({ email: 'ada@example.com' })).toBe('ada@example.com');
  });
});

describe('the reason why a contact has not signed up', () => {
  test('distinguishes a wrong address from a full mailbox', () => {
    const bounced = (bounceType: 'Permanent' | 'Transient', bounceSubType: string) => {
      const { outcome } = bounceOutcome({
        bounceType,
        bounceSubType,
        bouncedRecipients: [],
        timestamp: '2026-11-02T00:00:00.000Z',
      });
      const { status, reason = '' } = outcome;
      return troubleOf(invitation({}, { status, reason }));
    };
    expect(bounced('Permanent', 'General')).toBe('wrongAddress');
    expect(bounced('Transient', 'MailboxFull')).toBe('bounced');
    expect(bounced('Permanent', 'Suppressed')).toBe('suppressed');
  });

  test('is empty while the email has arrived and the invitation is open', () => {
    expect(troubleOf(invitation())).toBeUndefined();
    expect(troubleOf(invitation({ status: 'expired' }))).toBe('expired');
    expect(troubleOf(invitation({ status: 'revoked' }, { status: 'bounced' }))).toBeUndefined();
  });

  test('sorts what needs action first, then delays, then the newest', () => {
    const all = [
      { ...invitation({ id: 'old', createdAt: '2026-11-01' }) },
      { ...invitation({ id: 'new', createdAt: '2026-11-03' }) },
      { ...invitation({ id: 'late' }, { status: 'delayed' }) },
      { ...invitation({ id: 'bounced' }, { status: 'bounced' }) },
    ];
    expect(all.toSorted(byUrgency).map(({ id }) => id)).toEqual(['bounced', 'late', 'new', 'old']);
  });
});

test('an invitation belongs to its customer, and the newest one counts if there are several', () => {
  const of = (id: string, name: string | undefined) =>
    ({
      ...invitation({ id }),
      ...(name !== undefined && { customer: { id: name, name } }),
    }) as InvitationSummary;
  const found = byCustomer([of('a', 'navy'), of('b', undefined), of('c', 'navy')]);
  expect([...found].map(([name, { id }]) => [name, id])).toEqual([['navy', 'a']]);
});

test('a search finds the beginnings of words, in any case and with any accents', () => {
  expect(matches('ecole', ['École normale'])).toBe(true);
  expect(matches('nor eco', ['École normale'])).toBe(true);
  expect(matches('mal', ['École normale'])).toBe(false);
  expect(matches('grace exa', [undefined, 'grace@example.com'])).toBe(true);
  expect(matches('', [])).toBe(true);
});

test.each(Object.entries({ de, fr, es, ja }))(
  '%s has the same texts as English',
  (_name, language) => {
    const english = textsOf(en);
    const texts = textsOf(language);
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [place, text] of texts) {
      expect(text, place).not.toBe('');
      expect(marksIn(text), place).toEqual(marksIn(english.get(place)));
    }
  },
);
