import type { Texts } from '../texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  languageLabel: 'Language',
  title: 'Sign in',
  lead: 'You continue on our secure sign-in page and come back here afterwards.',
  email: 'Email',
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
    unknown_provider: {
      title: 'This way of signing in is not set up',
      text: 'Please open the link in your invitation mail again and choose another way.',
    },
    email_unverified: {
      title: 'Your email address was not confirmed',
      text: 'The company that you signed in with does not confirm that the address is yours. Please open the link in your invitation mail again and choose a password.',
    },
    email_not_accepted: {
      title: 'This account cannot be used here',
      text: 'You signed in with an address that is not accepted this way. Please open the link in your invitation mail again and choose a password.',
    },
    no_invitation: {
      title: 'There is no invitation for this account',
      text: 'Perhaps you signed in with another one of your accounts. Please open the link in your invitation mail again and sign in with the address that was invited.',
    },
    visit_over: {
      title: 'Signing in took too long',
      text: 'For your safety, there are only a few minutes for it. Please open the link in your invitation mail again.',
    },
    invitation_ended: {
      title: 'The invitation can no longer be used',
      text: 'It has been used, withdrawn or declined, or it has expired. The link in your invitation mail says which.',
    },
    account_closed: {
      title: 'This account cannot be used now',
      text: 'Your company’s account is waiting for approval, is closed, or no longer includes you. Ask whoever invited you.',
    },
    account_exists: {
      title: 'You already have an account',
      text: 'There is an account with this email address. Please sign in with its password.',
    },
    in_progress: {
      title: 'Your account is already being set up',
      text: 'Please wait half a minute, then open the link in your invitation mail again.',
    },
    grant_not_allowed: {
      title: 'The account could not be opened',
      text: 'Something about the invitation is no longer right. Please tell the company that invited you.',
    },
    profile_incomplete: {
      title: 'Something is still missing',
      text: 'Please open the link in your invitation mail again and fill in your name before you go on.',
    },
  },
};
