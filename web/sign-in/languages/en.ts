import type { Texts } from '../texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  languageLabel: 'Language',
  title: 'Sign in',
  lead: 'You’ll continue on our secure sign-in page and come back here afterward.',
  email: 'Email',
  signIn: 'Sign in',
  working: 'One moment…',
  signedIn: 'You’re signed in',
  signedInAs: 'Signed in as',
  otherAccount: (wanted) => `You may want to use a different account: ${wanted}.`,
  switchTo: (wanted) => `Sign in as ${wanted}`,
  signOut: 'Sign out',
  again: 'Try again',
  failures: {
    unavailable: {
      title: 'Sign-in isn’t available right now',
      text: 'We couldn’t reach the sign-in service. Check your connection and try again.',
    },
    denied: {
      title: 'You weren’t signed in',
      text: 'The sign-in was canceled or not allowed. You can try again.',
    },
    stale: {
      title: 'This sign-in took too long',
      text: 'It was started in another window or too long ago. Start again.',
    },
    failed: {
      title: 'Sign-in didn’t work',
      text: 'Something went wrong on the way back to this page. Try again.',
    },
    unknown_provider: {
      title: 'This sign-in method isn’t set up',
      text: 'Open the link in your invitation email again and choose another method.',
    },
    email_unverified: {
      title: 'Your email address wasn’t verified',
      text: 'The service you signed in with doesn’t confirm that this address is yours. Open the link in your invitation email again and choose a password.',
    },
    email_not_accepted: {
      title: 'This account can’t be used here',
      text: 'You signed in with an address that isn’t accepted for this method. Open the link in your invitation email again and choose a password.',
    },
    no_invitation: {
      title: 'There’s no invitation for this account',
      text: 'You may have signed in with a different account. Open the link in your invitation email again and sign in with the address that was invited.',
    },
    visit_over: {
      title: 'Sign-in took too long',
      text: 'For your security, you have only a few minutes to sign in. Open the link in your invitation email again.',
    },
    invitation_ended: {
      title: 'This invitation can’t be used anymore',
      text: 'It has been used, revoked, or declined, or it has expired. The link in your invitation email tells you which.',
    },
    account_closed: {
      title: 'This account can’t be used right now',
      text: 'Your company’s account is waiting for approval, is closed, or no longer includes you. Ask the person who invited you.',
    },
    account_exists: {
      title: 'You already have an account',
      text: 'There’s already an account with this email address. Sign in with its password.',
    },
    in_progress: {
      title: 'Your account is already being set up',
      text: 'Wait half a minute, then open the link in your invitation email again.',
    },
    grant_not_allowed: {
      title: 'Your account couldn’t be created',
      text: 'Something about the invitation is no longer valid. Tell the company that invited you.',
    },
    profile_incomplete: {
      title: 'Something’s still missing',
      text: 'Open the link in your invitation email again and enter your name before you continue.',
    },
  },
};
