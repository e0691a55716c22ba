import type { Language } from '../../platform/languages.ts';
import { dateLocale } from '../../platform/locale.ts';

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
