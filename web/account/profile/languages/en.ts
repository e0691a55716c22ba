import type { ProfileTexts } from '../texts.ts';

/** English. */
export const en: ProfileTexts = {
  title: 'Profile',
  about: 'About you',
  firstName: 'First name',
  lastName: 'Last name',
  jobTitle: 'Job title',
  phone: 'Phone',
  email: 'Email',
  emailHint: 'You sign in with this address, so it can’t be changed.',
  role: 'Role',
  company: 'Company',
  saved: 'Profile saved',
  firstNameMissing: 'Enter your first name.',
  preferences: 'Preferences',
  session: 'Sign-in',
  sessionHint: 'Signing out ends your session in every tab of this browser.',
};
