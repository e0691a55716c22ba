import { expect, test } from 'vitest';

import { invitingActions, nameOf, standingOf } from '../../../web/account/colleagues/standing.ts';

const delivery = (status: 'delivered' | 'bounced' | 'suppressed') => ({
  ...{ status, updatedAt: '2026-11-02T09:00:00.000Z', sends: 1 },
});

test.for([
  ['active', undefined, 'delivered', 'active'],
  ['none', undefined, 'delivered', 'notInvited'],
  ['invited', undefined, 'delivered', 'invited'],
  ['invited', 'pending', 'delivered', 'invited'],
  ['invited', 'pending', 'bounced', 'undelivered'],
  ['invited', 'pending', 'suppressed', 'undelivered'],
  ['invited', 'expired', 'delivered', 'expired'],
  ['invited', 'declined', 'delivered', 'declined'],
  ['invited', 'revoked', 'bounced', 'notInvited'],
] as const)(
  'a contact that is %s, with an invitation that is %s (%s), is shown as %s',
  ([contact, invitation, mail, standing]) => {
    const known =
      invitation === undefined ? undefined : { status: invitation, delivery: delivery(mail) };
    expect(standingOf({ status: contact }, known)).toBe(standing);
  },
);

test('an invitation can be resent until there is an account, and revoked while it is open', () => {
  const contact = { status: 'invited', invitationId: 'inv_1' } as const;
  expect(invitingActions(contact, { status: 'pending' })).toEqual(['resend', 'revoke']);
  expect(invitingActions(contact, { status: 'expired' })).toEqual(['resend', 'revoke']);
  expect(invitingActions(contact, { status: 'revoked' })).toEqual(['send']);
  expect(invitingActions({ status: 'none' })).toEqual(['send']);
  expect(invitingActions({ status: 'active', invitationId: 'inv_1' })).toEqual([]);
});

test('a contact without a name is shown with the address', () => {
  expect(nameOf({ firstName: 'Ada', email: 'ada@example.com' })).toBe('Ada');
  expect(nameOf({ email: 'ada@example.com' })).toBe('ada@example.com');
});
