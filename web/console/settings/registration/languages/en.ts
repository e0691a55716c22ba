import type { RegistrationTexts } from '../texts.ts';

/** English. */
export const en: RegistrationTexts = {
  lead: 'The fields that people fill in when they sign up. An invitation can prefill some of them.',
  kinds: { customer: 'Customers', supplier: 'Suppliers' },
  required: 'Required fields',
  requiredHint: 'All other fields are optional.',
  always: 'Always required',
  oneName: 'Uncheck this to accept people who have only one name.',
  notAsked: 'Customers aren’t asked for a tax ID.',
  optional: 'Optional',
  preview: 'Preview',
  previewHint: 'The sign-up page in your language, with nothing filled in.',
  page: {
    familyNameFirst: false,
    title: { customer: 'Create your account', supplier: 'Create your supplier account' },
    lead: (company) => ({
      customer: `${company} invited you to create a customer account. It takes about a minute.`,
      supplier: `${company} invited you to register as a supplier. It takes about a minute.`,
    }),
    email: 'Email',
    password: 'Choose a password',
    optional: 'optional',
    oneName: 'Only have one name? Enter it as your first name.',
    submit: 'Create account',
  },
};
