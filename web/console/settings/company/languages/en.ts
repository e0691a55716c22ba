import type { CompanyTexts } from '../texts.ts';

/** English. */
export const en: CompanyTexts = {
  lead: 'How your company appears in emails and on the pages that invitees see.',
  name: 'Company name',
  nameHint: 'Appears in every email and on every page.',
  nameRequired: 'Enter the name of your company.',
  logoUrl: 'Logo',
  logoHint: 'The URL of an image, starting with https://.',
  logoWrong: 'Enter a URL that starts with https://.',
  color: 'Color',
  colorHint: 'For buttons and accents, such as #0b5fff.',
  colorWrong: 'Enter # and six digits or letters from a to f, such as #0b5fff.',
  pickColor: 'Choose a color',
  senderName: 'Sender name',
  senderHint:
    'Optional. Recipients see it as the sender. If it is empty, the operator’s default is used.',
  replyTo: 'Reply-to address',
  replyToHint: 'Optional. Replies to emails go to this address.',
  replyToWrong: 'Enter a valid email address.',
};
