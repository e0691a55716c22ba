import type { InviteTexts } from '../texts.ts';

/** English. */
export const en: InviteTexts = {
  title: 'Invite colleague',
  lead: (company) => `Your colleague gets an email with a link to join ${company}.`,
  email: 'Email',
  emailWrong: 'Enter an email address, such as ada@example.com.',
  role: 'Role',
  more: 'More options',
  firstName: 'First name',
  lastName: 'Last name',
  jobTitle: 'Job title',
  optional: 'Optional. Your colleague can change it.',
  send: 'Send invite',
  sent: (email) => `Invitation sent to ${email}`,
  seeInvitations: 'View invitations',
};
