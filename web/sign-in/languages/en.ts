import type { Texts } from '../texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  languageLabel: 'Language',
  title: 'Sign in',
  lead: 'You continue on our secure sign-in page and come back here afterwards.',
  signIn: 'Sign in',
  working: 'One moment…',
  signedIn: 'You are signed in',
  signedInAs: 'Signed in as',
  otherAccount: (wanted) => `You probably want to use another account: ${wanted}.`,
  switchTo: (wanted) => `Sign in as ${wanted}`,
  signOut: 'Sign out',
  again: 'Try again',
  failures: {
    unavailable: {
      title: 'Signing in is not available just now',
      text: 'We could not reach what is needed to sign you in. Please check your connection and try again.',
    },
    denied: {
      title: 'You were not signed in',
      text: 'The sign-in was cancelled or not allowed. You can try again.',
    },
    stale: {
      title: 'This sign-in took too long',
      text: 'It was started in another window, or too long ago. Please start again.',
    },
    failed: {
      title: 'Signing in did not work',
      text: 'Something went wrong on the way back to this page. Please try again.',
    },
  },
};
