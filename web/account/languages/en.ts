import type { AccountTexts } from '../texts.ts';

/** English. */
export const en: AccountTexts = {
  navigation: { company: 'Company', colleagues: 'Colleagues', profile: 'Profile' },
  invite: 'Invite colleague',
  roles: { owner: 'Owner', member: 'Member' },
  roleHints: {
    owner: 'Manages the company profile and its people',
    member: 'Sees the company and its people',
  },
  edit: 'Edit',
  save: 'Save',
  problems: {
    contact_has_account: 'This colleague already has an account.',
    contact_limit_reached: 'Your company has reached its limit of people. Remove someone first.',
    customer_suspended: 'Your company is suspended, so nobody can be invited.',
    email_required: 'This colleague has no email address.',
    email_suppressed:
      'We don’t email this address because earlier email bounced or was reported as spam.',
    feature_not_available:
      'Inviting colleagues isn’t available at the moment. Ask the company that invited you.',
    forbidden: 'Only owners can do this.',
    grant_not_allowed: 'You can’t grant the access that this colleague would get.',
    last_owner: 'Your company needs at least one owner. Make someone else an owner first.',
    pending_limit_reached:
      'No more invitations can be sent at the moment. Ask the company that invited you.',
    rate_limited: 'Your company has sent too many invitations. Try again in an hour.',
  },
  closed: {
    title: 'You don’t have access right now',
    text: 'Your company’s account may be suspended or not active yet, or you may have been removed from it.',
    ask: 'Ask an owner of your account, or your contact at the company that invited you.',
    reason: 'Reason',
  },
};
