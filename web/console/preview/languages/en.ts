import type { PreviewTexts } from '../texts.ts';

/** English. */
export const en: PreviewTexts = {
  preview: 'Preview',
  page: 'Sign-up page',
  pageTitle: 'Create your account',
  pageText: (company) => `${company} has invited you.`,
  pageButton: 'Continue',
  fields: {
    email: 'Email address',
    firstName: 'First name',
    lastName: 'Last name',
    jobTitle: 'Job title',
    phone: 'Phone',
    company: 'Company',
    taxId: 'Tax ID',
  },
  fixed: 'Can’t be changed',
  optional: 'optional',
  email: 'Email',
  from: 'From',
  replyTo: 'Reply-to address',
  subject: 'Subject',
  sendTest: 'Send a test email to me',
  testSent: (address) => `Test email sent to ${address}`,
  warnings: 'This invitation can’t be sent yet',
};
