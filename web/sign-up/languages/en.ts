import type { Texts } from '../texts.ts';

/** English. */
export const en: Texts = {
  language: 'en',
  languageLabel: 'Language',
  familyNameFirst: false,
  space: ' ',
  loading: 'Opening your invitation…',
  ready: (tenant) => `Your invitation from ${tenant} is open.`,
  form: {
    title: { customer: 'Create your account', supplier: 'Create your supplier account' },
    lead: (tenant) => ({
      customer: `${tenant} has invited you to open a customer account. It takes about a minute.`,
      supplier: `${tenant} has invited you to register as a supplier. It takes about a minute.`,
    }),
    application: (name) => `Your account gives you access to ${name}.`,
    validUntil: 'Invitation valid until',
    notExpected:
      'Not expecting this? Just close the page. Nothing happens until you send the form.',
    signedInAs: (other, invited) =>
      `You are signed in as ${other}. That does no harm: this form opens a separate account for ${invited}, and the other one stays as it is.`,
    fields: {
      firstName: 'First name',
      lastName: 'Last name',
      jobTitle: 'Job title',
      phone: 'Phone',
      company: 'Company',
      taxId: 'Tax ID',
    },
    optional: 'optional',
    oneName: 'Only one name? Enter it as your first name.',
    locked: 'Filled in by the company that invited you. If something is wrong, please tell them.',
    submit: 'Create account',
    submitting: 'Creating your account…',
    inProgress:
      'Your account is already being set up. We check again by ourselves; please keep this page open.',
    inProgressWait: (seconds) => `Next check in ${seconds} s`,
    tryAgain: 'Try again',
    tryAgainIn: (seconds) => `Try again in ${seconds} s`,
    kept: 'What you entered is still here.',
  },
  email: {
    label: 'Email',
    fixed: 'You will sign in with this address. It cannot be changed.',
    hint: 'You will sign in with this address.',
    change: 'Use another address',
    useInvited: 'Use the invited address',
  },
  code: {
    title: 'Confirm this address',
    why: (email) => `To make sure that the address is yours, we send a code to ${email}.`,
    send: 'Send code',
    sending: 'Sending the code…',
    sent: (email) =>
      `A code is on its way to ${email}. It is valid for 10 minutes. Nothing there? Look in the spam folder, too.`,
    label: 'Code from the email',
    hint: '8 digits',
    again: 'Send a new code',
    againIn: (seconds) => `Send a new code in ${seconds} s`,
  },
  password: {
    label: 'Choose a password',
    show: 'Show',
    hide: 'Hide',
    showPassword: 'Show password',
    hidePassword: 'Hide password',
    needs: 'Your password needs:',
    rules: {
      length: (least) => `At least ${least} characters`,
      maxLength: (most) => `At most ${most} characters`,
      lowercase: 'A lowercase letter (a–z)',
      uppercase: 'An uppercase letter (A–Z)',
      digits: 'A digit (0–9)',
      symbols: 'A symbol such as ! or ?',
      spaces: 'No space at the start or end',
    },
    met: 'Done:',
    missing: 'Missing:',
    progress: (met, all) =>
      met === all ? 'The password meets every rule.' : `The password meets ${met} of ${all} rules.`,
  },
  providers: {
    title: 'How do you want to sign in?',
    button: (label) => `Continue with ${label}`,
    leaving: (label) => `Taking you to ${label}…`,
    orPassword: 'or with a password',
  },
  decline: {
    more: 'Is this invitation not right for you?',
    otherKind: (tenant) => ({
      customer: `This form is for customers. If you want to register with ${tenant} as a supplier, ask them for a supplier invitation.`,
      supplier: `This form is for suppliers. If you want to be a customer of ${tenant}, ask them for a customer invitation.`,
    }),
    button: 'I do not want this invitation',
    title: 'Decline the invitation?',
    text: (tenant) =>
      `${tenant} learns that you do not want an account, and this link stops working for good. Only a new invitation can change that.`,
    confirm: 'Yes, decline it',
    cancel: 'No, go back',
    working: 'Declining…',
  },
  renewal: {
    button: 'Send me a new link',
    working: 'Asking for a new link…',
    done: 'If this invitation can be renewed, a new mail is on its way to the invited address.',
    doneNext:
      'It can take a few minutes; look in the spam folder, too. If no mail comes, ask the company that invited you.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'Please check one thing' : `Please check these ${count} things`,
    titlePrefix: 'Error: ',
    prefix: 'Error:',
    required: {
      firstName: 'Please enter your first name.',
      lastName: 'Please enter your last name.',
      jobTitle: 'Please enter your job title.',
      phone: 'Please enter a phone number.',
      company: 'Please enter the name of your company.',
      taxId: 'Please enter the tax ID of your company.',
    },
    tooLong: (label, max) => `${label}: please use at most ${max} characters.`,
    damaged: (label) => `${label}: one character is unreadable. Please type it again.`,
    webAddress: (label) => `${label}: please enter only the name, without a web or email address.`,
    angleBrackets: (label) => `${label}: please leave out “<” and “>”.`,
    phone:
      'Please enter a phone number with 7 to 20 digits, such as +44 20 7946 0100. You can add an extension, such as “ext. 12”.',
    taxId:
      'Please enter the tax ID with 4 to 30 letters and digits; spaces and . / + * & - are fine, too.',
    email: 'Please enter an email address such as name@example.com.',
    emailMismatch: (invited) =>
      `This invitation is for one address only. Please sign up with ${invited}.`,
    codeMissing: 'Please have a code sent to you and enter it.',
    codeForm: 'Please enter the 8 digits from the email.',
    codeRefused:
      'This code is wrong or no longer valid. Enter the one from the latest email, or have a new one sent.',
    emailSuppressed:
      'Mail to this address does not arrive. Use another address, or ask the company that invited you.',
    mailLimited: (hours) =>
      `This address has had too many emails today. The next one can be sent in ${hours} hours.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'Too many codes were asked for. The next one can be sent in a minute.'
        : `Too many codes were asked for. The next one can be sent in ${minutes} minutes.`,
    passwordMissing: 'Please choose a password.',
    passwordTooLong: (max) => `The password must be at most ${max} characters.`,
    passwordRules: (missing) =>
      `The password still needs: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused: 'This password was not accepted. Please choose a longer or less common one.',
    fieldRefused: (label) => `${label}: this was not accepted. Please check what you entered.`,
    refused: 'The form was not accepted. Please check what you entered.',
  },
  done: {
    title: 'Your account is ready',
    lead: (tenant) => ({
      customer: `Welcome to ${tenant}.`,
      supplier: `Welcome to ${tenant}. You are registered as a supplier.`,
    }),
    waitingTitle: 'Your account is waiting for approval',
    waiting: (tenant) =>
      `You have nothing more to do. ${tenant} still has to approve your account, and you cannot sign in before that. Afterwards, sign in with this address and the password you have just chosen. If it takes long, ask your contact there.`,
    signInName: 'Your sign-in name',
    spelling: (email) => `This is ${email} in the spelling that the sign-in page understands.`,
    next: 'Sign in with this address and the password you have just chosen.',
  },
  signIn: 'Sign in',
  stop: {
    noToken: {
      title: 'This link is incomplete',
      text: 'The part that identifies your invitation is missing. Some mail programs cut long links in two.',
      next: [
        'Open the invitation mail again and use its button.',
        'Or copy the whole link from the mail into the address bar, up to its last character.',
      ],
    },
    invalid: {
      title: 'This link does not work any more',
      text: 'It has probably been replaced by a newer invitation, or it was not copied completely.',
      next: [
        'Look for a newer invitation mail, in the spam folder too. Only the latest link works.',
        'No newer mail? Ask the company that invited you to send the invitation again.',
      ],
    },
    expired: {
      title: 'This invitation has expired',
      text: 'To keep your account safe, an invitation works for a limited time only.',
      next: ['You can have a new link sent. It comes to the address that was invited.'],
    },
    accepted: {
      title: 'This invitation has been used',
      text: 'The account exists already. You can sign in with your email address and the password that was chosen.',
      next: [
        'Did you send the form more than once? Then the password that you sent first counts.',
        'If it was not you who created the account, please tell the company that invited you.',
      ],
    },
    awaitingApproval: {
      title: 'Your account is waiting for approval',
      text: 'You have signed up with this invitation. The company that invited you still has to approve your account, and you cannot sign in before that.',
      next: ['You have nothing more to do. If it takes long, ask your contact at that company.'],
    },
    accessSuspended: {
      title: 'Access is suspended',
      text: 'An account was created with this invitation, but nobody can sign in with it at the moment. The account is still there.',
      next: ['Please ask your contact at the company that invited you when it will be open again.'],
    },
    accountReplaced: {
      title: 'This link belongs to an earlier account',
      text: 'An account was created with this invitation. Since then it has been replaced by another one, with which you can sign in.',
      next: ['If you do not know which one, ask your contact at the company that invited you.'],
    },
    accessRemoved: {
      title: 'This access was removed',
      text: 'An account was created with this invitation, and it was removed later. You can no longer sign in with it.',
      next: ['If you still need access, ask the company that invited you for a new invitation.'],
    },
    closed: {
      title: 'This invitation cannot be used right now',
      text: 'The company that invited you is not letting anyone in at the moment. Your link has not been used up.',
      next: [
        'Please ask your contact at that company, and keep the mail: the link may work again later.',
      ],
    },
    revoked: {
      title: 'This invitation was withdrawn',
      text: 'The company that invited you has taken the invitation back, so this link no longer works.',
      next: [
        'If you think this is a mistake, ask your contact at that company for a new invitation.',
      ],
    },
    declined: {
      title: 'This invitation was declined',
      text: 'Somebody with this link said no to the invitation, so it can no longer be used.',
      next: ['Changed your mind? Ask the company that invited you for a new invitation.'],
    },
    declinedHere: {
      title: 'You have declined the invitation',
      text: 'No account was created, and this link no longer works. You can close this page.',
      next: ['Changed your mind? Ask the company that invited you for a new invitation.'],
    },
    userExists: {
      title: 'You already have an account',
      text: 'There is an account with this email address. Nothing about it has been changed.',
      next: [
        'Sign in with your existing password. If you have forgotten it, you can choose a new one there.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'You are offline',
      text: 'Your device has no connection to the internet just now.',
      next: ['Check your connection, then try again.'],
    },
    unreachable: {
      title: 'No connection to our server',
      text: 'The connection failed on the way. This is usually over in a moment.',
      next: ['Check your connection, then try again.'],
    },
    busy: {
      title: 'Very busy at the moment',
      text: 'Our server cannot take your request this very moment. Your invitation stays valid.',
      next: ['Please wait a moment, then try again.'],
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It is not your fault, and your invitation stays valid.',
      next: ['Please try again. If it keeps happening, tell the company that invited you.'],
    },
  },
  reference: (requestId) => `Reference for support: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
