import { dateLocale, type Language, languageFor } from '../../platform/locale.ts';
import { type Color, readableColor } from './color.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';
import { oneLine, type WebUrl, webUrl, withoutLinks } from './plain.ts';
import type { MailTexts } from './texts.ts';

/** A mail ready to be sent. The subject is one line, without control characters. */
export interface ComposedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/** What a tenant's mails look like: the logo is shown if it is an https address, the color if white on it is readable. */
export interface MailBranding {
  readonly logoUrl?: string | undefined;
  /** `#rrggbb`. */
  readonly color?: string | undefined;
}

/** Longest subject, in UTF-16 code units. */
const SUBJECT_MAX_LENGTH = 150;
/** Longer names are cut, in the subject so that two have room in it. */
const NAME_MAX_LENGTH = 200;
const NAME_IN_SUBJECT_MAX_LENGTH = 60;
/** Longest address that anybody has, with some room. */
const EMAIL_MAX_LENGTH = 320;

/** The look as the templates take it, without what cannot be trusted. */
export function brandingSlots(branding: MailBranding): {
  color: Color;
  logoUrl: WebUrl | undefined;
} {
  return { color: readableColor(branding.color), logoUrl: webUrl(branding.logoUrl, ['https:']) };
}

/** A name, or anything that is as long, on one line. */
export function nameLine(value: string): string {
  return oneLine(value, NAME_MAX_LENGTH);
}

/** A name that the tenant did not choose itself: nothing in it becomes a link. */
export function foreignName(value: string): string {
  return withoutLinks(nameLine(value));
}

/** A name, as short as a subject needs it. */
export function nameInSubject(name: string): string {
  return oneLine(name, NAME_IN_SUBJECT_MAX_LENGTH);
}

/** The reader's own address. What stands before its "@" can look like somebody else's page. */
export function emailLine(address: string): string {
  return withoutLinks(oneLine(address, EMAIL_MAX_LENGTH));
}

export function subjectLine(subject: string): string {
  return oneLine(subject, SUBJECT_MAX_LENGTH);
}

/** The text part: paragraphs with an empty line between them; what is `undefined` is left out. */
export function plainText(paragraphs: readonly (string | undefined)[]): string {
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`;
}

/** Which language a mail speaks. */
const CATALOGS: Readonly<Record<Language, MailTexts>> = { en, de, fr, es, ja };

/** The texts for a locale such as `de-AT`: of that locale, else of its language, else English. */
export function textsFor(locale: string): MailTexts {
  return CATALOGS[languageFor(locale)];
}

/**
 * A moment written out for a reader, always in UTC and saying so: the invitee's time zone is not known. It stands among
 * words of `language`, and looks as in `locale` if that is one of the same language. Returns the text as it came if that
 * is no date.
 */
export function expiryText(expiresAt: string, language: Language, locale: string): string {
  const moment = new Date(expiresAt);
  if (Number.isNaN(moment.getTime())) return expiresAt;
  return new Intl.DateTimeFormat(dateLocale(language, [locale]), {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(moment);
}

/** A number of minutes in words, such as `10 minutes`, in a language that there are texts for. */
export function durationText(minutes: number, language: Language): string {
  const options = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, options).format(minutes);
}
