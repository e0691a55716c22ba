import type { Language } from '../../shared/languages.ts';

/**
 * A moment written out for a reader, always in UTC and saying so: the invitee's time zone is not known.
 * `locale` is one of the language that the sentence around it is in: see {@link dateLocale}. Falls back to English for an unknown locale, and to the text as it came if that is no date.
 */
export function expiryText(expiresAt: string, locale: string): string {
  const moment = new Date(expiresAt);
  if (Number.isNaN(moment.getTime())) return expiresAt;
  return formatter(locale).format(moment);
}

/** How dates are written among words of `language`: as in the locale, if that is one of the same language. */
export function dateLocale(locale: string, language: string): string {
  const [first] = locale.toLowerCase().split('-');
  return first === language ? locale : language;
}

function formatter(locale: string): Intl.DateTimeFormat {
  const options: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  };
  try {
    return new Intl.DateTimeFormat([locale, 'en'], options);
  } catch (error) {
    // Not a BCP 47 tag at all, as opposed to one without data.
    if (error instanceof RangeError) return new Intl.DateTimeFormat('en', options);
    throw error;
  }
}

/** A number of minutes in words, such as `10 minutes`, in a language that there are texts for. */
export function durationText(minutes: number, language: Language): string {
  const options = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(language, options).format(minutes);
}
