import type { RegistrationTexts } from '../texts.ts';

/** English. */
export const en: RegistrationTexts = {
  lead: 'What people fill in when they sign up. An invitation can have some of it filled in already.',
  kinds: { customer: 'Customers', supplier: 'Suppliers' },
  required: 'Required fields',
  requiredHint: 'All other fields are optional.',
  always: 'Always required',
  oneName: 'Uncheck this to let in people who have only one name.',
  notAsked: 'Customers are not asked for a tax ID.',
  optional: 'Optional',
  preview: 'Preview',
  previewHint: 'The sign-up page in your language, with nothing filled in.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Create your account', supplier: 'Create your supplier account' },
    lead: (company) => ({
      customer: `${company} has invited you to open a customer account. It takes about a minute.`,
      supplier: `${company} has invited you to register as a supplier. It takes about a minute.`,
    }),
    email: 'Email',
    password: 'Choose a password',
    optional: 'optional',
    oneName: 'Only one name? Enter it as your first name.',
    submit: 'Create account',
  },
};
