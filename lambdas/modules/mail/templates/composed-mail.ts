import { dateLocale, type Language, languageFor } from '../../platform/locale.ts';
import { type Color, readableColor } from './color.ts';
import { de } from './languages/de.ts';
import { en } from './languages/en.ts';
import { es } from './languages/es.ts';
import { fr } from './languages/fr.ts';
import { ja } from './languages/ja.ts';
import { oneLine, type WebUrl, webUrl, withoutLinks } from './plain.ts';
import type { MailTexts } from './texts.ts';

/** A composed email. The subject is one line without control characters. */
export interface ComposedMail {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

/**
 * The branding of a tenant's emails. The logo is shown if its URL is HTTPS, and the color is used if white text is
 * readable on it.
 */
export interface MailBranding {
  readonly logoUrl?: string | undefined;
  /** `#rrggbb`. */
  readonly color?: string | undefined;
}

/** The maximum length of a subject, in UTF-16 code units. */
const SUBJECT_MAX_LENGTH = 150;
/** The maximum length of a name. It is shorter in subjects, so that two names fit. */
const NAME_MAX_LENGTH = 200;
const NAME_IN_SUBJECT_MAX_LENGTH = 60;
/** The maximum length of an address, with some margin. */
const EMAIL_MAX_LENGTH = 320;

/** Returns the branding for the templates, without untrusted values. */
export function brandingSlots(branding: MailBranding): {
  color: Color;
  logoUrl: WebUrl | undefined;
} {
  return { color: readableColor(branding.color), logoUrl: webUrl(branding.logoUrl, ['https:']) };
}

/** Returns a name, or text of similar length, as one line. */
export function nameLine(value: string): string {
  return oneLine(value, NAME_MAX_LENGTH);
}

/** Returns a name that the tenant did not choose, in a form that email clients do not turn into a link. */
export function untrustedName(value: string): string {
  return withoutLinks(nameLine(value));
}

/** Shortens a name for the subject. */
export function nameInSubject(name: string): string {
  return oneLine(name, NAME_IN_SUBJECT_MAX_LENGTH);
}

/**
 * Returns the recipient's address as one line without links: the part before its "@" can look like someone else's
 * website.
 */
export function emailLine(address: string): string {
  return withoutLinks(oneLine(address, EMAIL_MAX_LENGTH));
}

export function subjectLine(subject: string): string {
  return oneLine(subject, SUBJECT_MAX_LENGTH);
}

/** Returns the plain-text part: the paragraphs, separated by empty lines, without those that are `undefined`. */
export function plainText(paragraphs: readonly (string | undefined)[]): string {
  return `${paragraphs.filter((paragraph) => paragraph !== undefined).join('\n\n')}\n`;
}

const CATALOGS: Readonly<Record<Language, MailTexts>> = { en, de, fr, es, ja };

/** Returns the strings for a locale such as `de-AT`: those for its language or, if it is not supported, English. */
export function textsFor(locale: string): MailTexts {
  return CATALOGS[languageFor(locale)];
}

/**
 * Spells out a time in UTC, including the time zone, because the invitee's time zone is unknown. The text is in
 * `language` and uses the format of `locale` if that is a variant of the same language. Returns an invalid date
 * unchanged.
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

/** Spells out a number of minutes, hours, or days, such as `10 minutes`, in a supported language. */
export function durationText(
  amount: number,
  language: Language,
  unit: 'minute' | 'hour' | 'day' = 'minute',
): string {
  const options = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, options).format(amount);
}
