import type { SetupTexts } from '../texts.ts';

/** English. */
export const en: SetupTexts = {
  loading: 'Opening your link…',
  title: 'Set up your account',
  lead: (tenant, inviter) =>
    `${inviter === undefined ? 'You’ve been added' : `${inviter} has added you`} as an administrator of ${tenant}.`,
  email: 'Email',
  role: 'Role',
  roles: {
    administrators: 'Administrator',
    operators: 'Operator',
    'plan-managers': 'Plan manager',
    viewers: 'Viewer',
  },
  name: 'Name',
  nameRequired: 'Enter your name.',
  submit: 'Set up account',
  submitting: 'Setting up your account…',
  doneTitle: 'Your account is ready',
  done: (tenant) => `You can now sign in to ${tenant}.`,
  stop: {
    noToken: {
      title: 'Open the link in your email',
      text: 'This page needs the complete link from the email you received.',
      next: ['Click the button in the email, or copy the whole link.'],
    },
    invalid: {
      title: 'This link isn’t valid',
      text: 'It may be incomplete, or a newer email may have replaced it.',
      next: ['Use the link in the latest email.', 'Or ask another administrator to resend it.'],
    },
    expired: {
      title: 'This link has expired',
      text: 'For security, the link only works for seven days.',
      next: ['Ask another administrator of your company to resend it.'],
    },
    accepted: {
      title: 'Your account is already set up',
      text: 'The link only works once.',
      next: ['Sign in with your email address and password.'],
    },
    closed: {
      title: 'This company is suspended',
      text: 'You can’t set up your account right now.',
      next: ['Keep the email. The link may work again later.'],
    },
    userExists: {
      title: 'This email address already has an account',
      text: 'It can’t be used for an administrator account.',
      next: ['Ask another administrator to add you with a different address.'],
    },
  },
};
