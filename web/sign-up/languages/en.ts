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
      customer: `${tenant} invited you to create a customer account. It takes about a minute.`,
      supplier: `${tenant} invited you to register as a supplier. It takes about a minute.`,
    }),
    application: (name) => `Your account gives you access to ${name}.`,
    validUntil: 'Invitation expires on',
    notExpected:
      'Weren’t expecting this? You can close this page. Nothing happens until you submit the form.',
    signedInAs: (other, invited) =>
      `You’re signed in as ${other}. That’s fine: this form creates a separate account for ${invited} and doesn’t change the other one.`,
    fields: {
      firstName: 'First name',
      lastName: 'Last name',
      jobTitle: 'Job title',
      phone: 'Phone',
      company: 'Company',
      taxId: 'Tax ID',
    },
    optional: 'optional',
    oneName: 'Only have one name? Enter it as your first name.',
    locked: 'Filled in by the company that invited you. If something’s wrong, let them know.',
    submit: 'Create account',
    submitting: 'Creating your account…',
    inProgress:
      'Your account is already being set up. Keep this page open; we’ll check again automatically.',
    inProgressWait: (seconds) => `Checking again in ${seconds} s`,
    tryAgain: 'Try again',
    tryAgainIn: (seconds) => `Try again in ${seconds} s`,
    kept: 'What you entered is still here.',
  },
  email: {
    label: 'Email',
    fixed: 'You’ll sign in with this address. It can’t be changed.',
    hint: 'You’ll sign in with this address.',
    change: 'Use another address',
    useInvited: 'Use the address that was invited',
  },
  code: {
    title: 'Verify this address',
    why: (email) => `To make sure this address is yours, we’ll send a code to ${email}.`,
    send: 'Send code',
    sending: 'Sending the code…',
    sent: (email) =>
      `We sent a code to ${email}. It’s valid for 10 minutes. Didn’t get it? Check your spam folder.`,
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
      spaces: 'No spaces at the start or end',
    },
    met: 'Done:',
    missing: 'Missing:',
    progress: (met, all) =>
      met === all
        ? 'The password meets all requirements.'
        : `The password meets ${met} of ${all} requirements.`,
  },
  providers: {
    title: 'How do you want to sign in?',
    button: (label) => `Continue with ${label}`,
    leaving: (label) => `Taking you to ${label}…`,
    orPassword: 'or use a password',
  },
  decline: {
    more: 'Not the right invitation for you?',
    otherKind: (tenant) => ({
      customer: `This form is for customers. To register with ${tenant} as a supplier, ask them for a supplier invitation.`,
      supplier: `This form is for suppliers. To become a customer of ${tenant}, ask them for a customer invitation.`,
    }),
    button: 'Decline this invitation',
    title: 'Decline this invitation?',
    text: (tenant) =>
      `We’ll let ${tenant} know that you don’t want an account. This link will stop working, and only a new invitation can change that.`,
    confirm: 'Yes, decline',
    cancel: 'No, go back',
    working: 'Declining…',
  },
  renewal: {
    button: 'Send me a new link',
    working: 'Requesting a new link…',
    done: 'If this invitation can be renewed, a new email is on its way to the address that was invited.',
    doneNext:
      'It can take a few minutes. Check your spam folder, too. If nothing arrives, contact the company that invited you.',
  },
  errors: {
    summary: (count) =>
      count === 1 ? 'There’s one thing to fix' : `There are ${count} things to fix`,
    titlePrefix: 'Error: ',
    prefix: 'Error:',
    required: {
      firstName: 'Enter your first name.',
      lastName: 'Enter your last name.',
      jobTitle: 'Enter your job title.',
      phone: 'Enter a phone number.',
      company: 'Enter your company’s name.',
      taxId: 'Enter your company’s tax ID.',
    },
    tooLong: (label, max) => `${label}: use ${max} characters or fewer.`,
    damaged: (label) => `${label}: one character can’t be read. Type it again.`,
    webAddress: (label) => `${label}: enter only the name, without a web or email address.`,
    angleBrackets: (label) => `${label}: leave out “<” and “>”.`,
    phone:
      'Enter a phone number with 7 to 20 digits, such as +44 20 7946 0100. You can add an extension, such as “ext. 12”.',
    taxId: 'Enter a tax ID with 4 to 30 letters and digits. Spaces and . / + * & - are fine, too.',
    email: 'Enter an email address, such as name@example.com.',
    emailMismatch: (invited) =>
      `This invitation only works with one address. Sign up with ${invited}.`,
    codeMissing: 'Send a code to your address, then enter it here.',
    codeForm: 'Enter the 8 digits from the email.',
    codeRefused:
      'This code is wrong or has expired. Enter the one from the latest email, or send a new one.',
    emailSuppressed:
      'We can’t deliver email to this address. Use another address, or contact the company that invited you.',
    mailLimited: (hours) =>
      `We’ve sent too many emails to this address today. Try again in ${hours} hours.`,
    codeLimited: (minutes) =>
      minutes === 1
        ? 'You’ve requested too many codes. Try again in a minute.'
        : `You’ve requested too many codes. Try again in ${minutes} minutes.`,
    passwordMissing: 'Choose a password.',
    passwordTooLong: (max) => `Your password can’t be longer than ${max} characters.`,
    passwordRules: (missing) =>
      `Your password still needs: ${missing.map(withinSentence).join('; ')}.`,
    passwordRefused: 'We can’t accept this password. Choose one that’s longer or less common.',
    fieldRefused: (label) => `${label}: we can’t accept this. Check what you entered.`,
    refused: 'We can’t accept this form. Check what you entered.',
  },
  done: {
    title: 'Your account is ready',
    lead: (tenant) => ({
      customer: `Welcome to ${tenant}.`,
      supplier: `Welcome to ${tenant}. You’re registered as a supplier.`,
    }),
    waitingTitle: 'Your account is waiting for approval',
    waiting: (tenant) =>
      `There’s nothing more for you to do. ${tenant} needs to approve your account before you can sign in. Then use this address and the password you just chose. If it takes too long, ask your contact there.`,
    signInName: 'Your sign-in name',
    spelling: (email) => `This is ${email}, spelled the way the sign-in page needs it.`,
    next: 'Sign in with this address and the password you just chose.',
  },
  signIn: 'Sign in',
  stop: {
    noToken: {
      title: 'This link is incomplete',
      text: 'The part that identifies your invitation is missing. Some email apps break long links in two.',
      next: [
        'Open the invitation email again and use the button.',
        'Or copy the whole link from the email into the address bar, right up to the last character.',
      ],
    },
    invalid: {
      title: 'This link no longer works',
      text: 'A newer invitation has probably replaced it, or it wasn’t copied completely.',
      next: [
        'Look for a newer invitation email, and check your spam folder, too. Only the latest link works.',
        'No newer email? Ask the company that invited you to resend the invitation.',
      ],
    },
    expired: {
      title: 'This invitation has expired',
      text: 'To keep your account safe, invitations only work for a limited time.',
      next: ['You can have a new link sent to the address that was invited.'],
    },
    accepted: {
      title: 'This invitation has already been used',
      text: 'The account already exists. You can sign in with your email address and the password that was chosen.',
      next: [
        'Submitted the form more than once? The first password you sent is the one that counts.',
        'If you didn’t create the account, tell the company that invited you.',
      ],
    },
    awaitingApproval: {
      title: 'Your account is waiting for approval',
      text: 'You’ve signed up with this invitation. The company that invited you needs to approve your account before you can sign in.',
      next: [
        'There’s nothing more for you to do. If it takes too long, ask your contact at that company.',
      ],
    },
    accessSuspended: {
      title: 'Access is suspended',
      text: 'An account was created with this invitation, but nobody can sign in with it at the moment. The account still exists.',
      next: ['Ask your contact at the company that invited you when access will be restored.'],
    },
    accountReplaced: {
      title: 'This link belongs to an earlier account',
      text: 'An account was created with this invitation, but another one has replaced it. You can sign in with that one.',
      next: [
        'If you’re not sure which one that is, ask your contact at the company that invited you.',
      ],
    },
    accessRemoved: {
      title: 'This access was removed',
      text: 'The account that was created with this invitation has been removed, so you can’t sign in with it anymore.',
      next: ['If you still need access, ask the company that invited you for a new invitation.'],
    },
    closed: {
      title: 'This invitation can’t be used right now',
      text: 'The company that invited you isn’t accepting sign-ups at the moment. Your link hasn’t been used up.',
      next: [
        'Ask your contact at that company, and keep the email: the link may work again later.',
      ],
    },
    revoked: {
      title: 'This invitation was revoked',
      text: 'The company that invited you revoked the invitation, so this link no longer works.',
      next: [
        'If you think this is a mistake, ask your contact at that company for a new invitation.',
      ],
    },
    declined: {
      title: 'This invitation was declined',
      text: 'Someone with this link declined the invitation, so it can’t be used anymore.',
      next: ['Changed your mind? Ask the company that invited you for a new invitation.'],
    },
    declinedHere: {
      title: 'You’ve declined the invitation',
      text: 'No account was created, and this link no longer works. You can close this page.',
      next: ['Changed your mind? Ask the company that invited you for a new invitation.'],
    },
    userExists: {
      title: 'You already have an account',
      text: 'There’s already an account with this email address. We haven’t changed anything about it.',
      next: [
        'Sign in with your existing password. If you’ve forgotten it, you can reset it there.',
      ],
    },
  },
  trouble: {
    offline: {
      title: 'You’re offline',
      text: 'Your device isn’t connected to the internet.',
      next: ['Check your connection, then try again.'],
    },
    unreachable: {
      title: 'We can’t reach our server',
      text: 'The connection failed. This usually passes in a moment.',
      next: ['Check your connection, then try again.'],
    },
    busy: {
      title: 'We’re very busy right now',
      text: 'Our server can’t take your request at the moment. Your invitation is still valid.',
      next: ['Wait a moment, then try again.'],
    },
    failed: {
      title: 'Something went wrong on our side',
      text: 'It’s not your fault, and your invitation is still valid.',
      next: ['Try again. If it keeps happening, tell the company that invited you.'],
    },
  },
  reference: (requestId) => `Reference for support: ${requestId}`,
};

function withinSentence(rule: string): string {
  return rule.charAt(0).toLowerCase() + rule.slice(1);
}
