/** Small components that pages share. */
import type { ComponentChildren } from 'preact';

import { appWords, pageLanguage } from './words.ts';

/** The color of a state. Its text says which state it is. */
export type Tone = 'good' | 'accent' | 'warm' | 'bad' | 'quiet';

/** A short label for a state. */
export function Pill({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span class={`pill pill-${tone}`}>{children}</span>;
}

const MAYBE_LONG = 20;

/** An email address that wraps only after "@" and "." when it is too long. */
export function Email({ children }: { readonly children: string }) {
  if (children.length < MAYBE_LONG) return <>{children}</>;
  return (
    <>
      {children.split(/(?<=[@.])/).map((part, index) => (
        <>
          {index > 0 && <wbr />}
          {part}
        </>
      ))}
    </>
  );
}

/** A relative time ("3 hours ago"), with the exact time as a tooltip. */
export function Time({ at }: { readonly at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={exactTime(time)}>
      {relativeTime(time, new Date(), pageLanguage())}
    </time>
  );
}

/** Caches a formatter per language: they are expensive to create, and a table has hundreds of times. */
function onceFor<Format>(make: (language: string) => Format): (language: string) => Format {
  const made = new Map<string, Format>();
  return (language) => {
    const format = made.get(language) ?? make(language);
    made.set(language, format);
    return format;
  };
}

const exactFormat = onceFor(
  (language) => new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' }),
);
const relativeFormat = onceFor(
  (language) => new Intl.RelativeTimeFormat(language, { numeric: 'auto' }),
);

/** A full date and time in the reader's time zone. */
export function exactTime(time: Date): string {
  return exactFormat(pageLanguage()).format(time);
}

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

/** The difference between two times, in the largest unit that fits at least once. */
export function relativeTime(time: Date, now: Date, language: string): string {
  const seconds = (time.getTime() - now.getTime()) / 1_000;
  const format = relativeFormat(language);
  const found = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (found === undefined) return format.format(0, 'second');
  const [unit, size] = found;
  // Round future times: seconds after it was set, a time 14 days ahead is still "in 2 weeks".
  const count = seconds > 0 ? Math.round(seconds / size) : Math.trunc(seconds / size);
  return format.format(count, unit);
}

/** A list of names and values. Entries without a value are omitted. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, value: ComponentChildren])[];
}) {
  const known = facts.filter(
    ([, value]) => value !== undefined && value !== null && value !== '' && value !== false,
  );
  return (
    <dl class="facts">
      {known.map(([name, value]) => (
        <div key={name} class="facts-row">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** An empty state that says what to do next. */
export function EmptyState({
  icon,
  title,
  children,
}: {
  readonly icon: ComponentChildren;
  readonly title: string;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <span class="notice-icon">{icon}</span>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** A loading indicator for anything but lists. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{appWords.texts().table.loading}</p>
    </div>
  );
}

const characters = new Intl.Segmenter();

/** The initials of the first and last word of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  const some = words.length > 1 ? [words[0], words.at(-1)] : words;
  return some
    .map((word = '') => [...characters.segment(word)][0]?.segment ?? '')
    .join('')
    .toUpperCase();
}
