import type { DefaultsTexts } from '../texts.ts';

/** English. */
export const en: DefaultsTexts = {
  lead: 'These apply to new invitations and accounts. Clear a number to go back to its default.',
  invitations: 'Invitations',
  expiryDays: { label: 'Validity', hint: 'How long a new invitation can be used.' },
  maxExpiryDays: {
    label: 'Maximum validity',
    hint: 'The longest that anyone can choose for an invitation.',
  },
  reminders: {
    label: 'Reminders',
    hint: 'Days before the expiry, separated by commas, such as 3, 1. Leave empty to send none.',
  },
  remindersWrong: (most) => `Enter whole numbers from 1 to ${most}, separated by commas.`,
  remindersMany: 'Enter up to 5 reminders.',
  language: {
    label: 'Language',
    hint: 'For emails and pages, unless an invitation sets its own.',
  },
  retentionDays: {
    label: 'Retention',
    hint: 'After this time, an expired invitation is deleted with its personal data.',
  },
  differentEmail: {
    label: 'Allow a different email address',
    hint: 'Lets an invitation allow sign-up with another address.',
  },
  accounts: 'Accounts',
  approval: {
    label: 'Approve new customers',
    hint: 'A new customer’s users can’t sign in until an administrator activates the customer.',
  },
  secondFactor: {
    label: 'Require a second factor for administrators',
    hint: 'Administrators without an authenticator app can only set one up, in their account menu under “Sign-in and security”. Set yours up first.',
  },
  redirectUrls: {
    label: 'Redirect URLs',
    hint: 'People can be sent to these addresses, and to the pages below them, after signing up. One per line, such as https://portal.example.com/welcome.',
  },
  redirectUrlWrong: (url) =>
    `Enter complete addresses without ? or #, such as https://portal.example.com. Check ${url}.`,
  groups: { label: 'Groups', hint: 'The groups that invitations can grant.' },
  groupsNeeded: 'Select at least one group.',
  firstGroup: { label: 'Default group', hint: 'Granted unless an invitation sets its own groups.' },
  limits: 'Limits',
  limitsHint: 'They protect your customers and your sender reputation if an account is misused.',
  limitNames: {
    invitationsPerAdministratorPerHour: {
      label: 'Invitations per administrator per hour',
      hint: 'Including resends and copied links. Also applies to each API client.',
    },
    invitationsPerTenantPerHour: {
      label: 'Invitations per hour',
      hint: 'By everyone in your company combined.',
    },
    invitationsPerCustomerPerHour: {
      label: 'Invitations per customer per hour',
      hint: 'Sent by a customer to its own colleagues.',
    },
    importedInvitationsPerTenantPerDay: {
      label: 'Imported rows per day',
      hint: 'Dry runs don’t count.',
    },
    resendsPerInvitationPerDay: {
      label: 'Resends per invitation per day',
      hint: 'By everyone combined.',
    },
    mailsPerRecipientPerDay: {
      label: 'Emails per address per day',
      hint: 'Of any kind, including reminders and codes.',
    },
    pendingInvitations: { label: 'Pending invitations', hint: 'At the same time.' },
    contactsPerCustomer: { label: 'Contacts per customer', hint: 'With or without an account.' },
    apiClients: { label: 'API clients', hint: 'At the same time.' },
  },
  days: (least, most) => `${least} to ${most} days.`,
  upTo: (most) => `Up to ${most}.`,
  wrongNumber: (least, most) => `Enter a whole number from ${least} to ${most}.`,
  operator: 'Set by the operator',
  operatorHint: 'The operator of this installation sets these. Ask them if you need more.',
  status: 'Status',
  statuses: { active: 'Active', suspended: 'Suspended' },
  portal: 'Customer portal',
  portalIncluded: 'Included',
  portalMissing: 'Not included: nobody can be invited',
  apiClients: 'API clients',
  apiClientsIncluded: 'Included',
  apiClientsMissing: 'Not included',
  longestExpiry: 'Maximum validity',
  longestRetention: 'Maximum retention',
  availableGroups: 'Available groups',
  dayCount: (count) => (count === 1 ? '1 day' : `${count} days`),
  none: 'None',
};
