import { expect, test } from 'vitest';

import type { Tenant } from '../../../../client/src/generated/types.gen.ts';
import {
  compared,
  patchOf,
  problemsWith,
  valuesOf,
} from '../../../../web/console/settings/defaults/form.ts';
import { en } from '../../../../web/console/settings/defaults/languages/en.ts';

const LIMITS = {
  resendsPerInvitationPerDay: 10,
  mailsPerRecipientPerDay: 10,
  invitationsPerAdministratorPerHour: 500,
  invitationsPerTenantPerHour: 2000,
  invitationsPerCustomerPerHour: 10,
  importedInvitationsPerTenantPerDay: 20_000,
  pendingInvitations: 100_000,
  contactsPerCustomer: 200,
  apiClients: 10,
};
const settings: Tenant['settings'] = {
  expiryDays: 7,
  maxExpiryDays: 30,
  retentionDays: 90,
  allowedGroups: ['customers', 'partners'],
  redirectUrls: ['https://portal.acme.example/welcome'],
  reminderDaysBefore: [3, 1],
  defaultLocale: 'en',
  allowDifferentEmail: false,
  requiresApproval: false,
  requiresSecondFactor: false,
  limits: LIMITS,
  registration: {
    customer: { required: [], optional: [] },
    supplier: { required: [], optional: [] },
  },
};
const MOST = {
  maxExpiryDays: 30,
  retentionDays: 90,
  allowedGroups: ['customers', 'partners'],
  limits: LIMITS,
};
const SAVED = valuesOf({ settings });
const problems = (typed: Partial<typeof SAVED>) =>
  problemsWith({ ...SAVED, ...typed } as typeof SAVED, MOST, en, String);

test('only changes are sent, so that everything else keeps following the installation', () => {
  expect(patchOf(SAVED, { ...SAVED, expiryDays: ' 14 ', apiClients: '5' })).toEqual({
    settings: { expiryDays: 14, limits: { apiClients: 5 } },
  });
  expect(patchOf(SAVED, { ...SAVED, requiresApproval: true, defaultLocale: 'de' })).toEqual({
    settings: { requiresApproval: true, defaultLocale: 'de' },
  });
});

test('spaces, another order of reminders, and empty lines are not changes', () => {
  const same = {
    expiryDays: '7 ',
    reminders: '1 3',
    redirectUrls: '\n https://portal.acme.example/welcome \n\n',
  };
  expect(patchOf(SAVED, { ...SAVED, ...same })).toEqual({});
});

test('an empty number restores its default, and empty lists are empty', () => {
  expect(
    patchOf(SAVED, {
      ...SAVED,
      expiryDays: '',
      pendingInvitations: ' ',
      reminders: '',
      redirectUrls: '',
    }),
  ).toEqual({
    settings: {
      expiryDays: null,
      reminderDaysBefore: [],
      redirectUrls: [],
      limits: { pendingInvitations: null },
    },
  });
});

test('the default group is first, and is removed with its group', () => {
  expect(patchOf(SAVED, { ...SAVED, firstGroup: 'partners' })).toEqual({
    settings: { allowedGroups: ['partners', 'customers'] },
  });
  expect(patchOf(SAVED, { ...SAVED, allowedGroups: ['partners'] })).toEqual({
    settings: { allowedGroups: ['partners'] },
  });
});

test.each([
  [{}, {}],
  [{ expiryDays: '' }, {}],
  [{ expiryDays: '31' }, { expiryDays: en.wrongNumber('1', '30') }],
  [{ expiryDays: '0' }, { expiryDays: en.wrongNumber('1', '30') }],
  [{ expiryDays: '1.5' }, { expiryDays: en.wrongNumber('1', '30') }],
  [{ maxExpiryDays: '5' }, { expiryDays: en.wrongNumber('1', '5') }],
  [{ retentionDays: '-1' }, { retentionDays: en.wrongNumber('1', '90') }],
  [{ apiClients: 'many' }, { apiClients: en.wrongNumber('1', '10') }],
  [{ reminders: '30' }, { reminders: en.remindersWrong('29') }],
  [{ reminders: '6, 5, 4, 3, 2, 1' }, { reminders: en.remindersMany }],
  [{ reminders: '3、1' }, {}],
  [{ redirectUrls: 'portal' }, { redirectUrls: en.redirectUrlWrong('portal') }],
  [
    { redirectUrls: 'https://a.example\nhttps://b.example?x' },
    { redirectUrls: en.redirectUrlWrong('https://b.example?x') },
  ],
  [{ allowedGroups: [] }, { allowedGroups: en.groupsNeeded }],
])('errors that the API would return appear at their fields: %j', (typed, expected) => {
  expect(problems(typed)).toEqual(expected);
});

test('two versions are shown as people read them', () => {
  const words = { yes: 'Yes', no: 'No', languageName: (tag: string) => tag };
  const different = compared(
    { ...SAVED, requiresApproval: true, firstGroup: 'partners' },
    SAVED,
    en,
    words,
  ).filter(({ yours, theirs }) => yours !== theirs);
  expect(different).toEqual([
    { label: en.approval.label, yours: 'Yes', theirs: 'No' },
    { label: en.groups.label, yours: 'partners, customers', theirs: 'customers, partners' },
  ]);
});
