/** Small parts that pages are made of. */
import type { ComponentChildren } from 'preact';
import { appWords, pageLanguage } from './words.ts';

/** How good a state is; its words say which it is. */
export type Tone = 'good' | 'accent' | 'warm' | 'bad' | 'quiet';

/** A state in a few words. */
export function Pill({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <span class={`pill pill-${tone}`}>{children}</span>;
}

const MAYBE_LONG = 28;

/** An address, broken where people would break it if it is too long for its place. */
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

/** A time as people say it ("3 hours ago"), exactly when one points at it. */
export function Time({ at }: { readonly at: string }) {
  const time = new Date(at);
  return (
    <time dateTime={at} title={exactTime(time)}>
      {relativeTime(time, new Date(), pageLanguage())}
    </time>
  );
}

/** Formats are dear to make, and a table has hundreds of times: one of each for a language. */
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

/** A time in full, in the time zone of the reader. */
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

/** The time between two moments in the largest unit that is in it at least once. */
export function relativeTime(time: Date, now: Date, language: string): string {
  const seconds = (time.getTime() - now.getTime()) / 1_000;
  const format = relativeFormat(language);
  const found = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (found === undefined) return format.format(0, 'second');
  const [unit, size] = found;
  // A week that has just begun is still a week away.
  const count = seconds > 0 ? Math.round(seconds / size) : Math.trunc(seconds / size);
  return format.format(count, unit);
}

/** Facts: names and values. Those without a value are left out. */
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

/** Nothing there: says so, and what to do. */
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

/** Waiting for something that is not a list. */
export function Loading() {
  return (
    <div class="loading" role="status">
      <span class="spinner" aria-hidden="true" />
      <p>{appWords.texts().table.loading}</p>
    </div>
  );
}

const characters = new Intl.Segmenter();

/** The first letters of the first and the last word of a name. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s@.]+/).filter((word) => word !== '');
  const some = words.length > 1 ? [words[0], words.at(-1)] : words;
  return some
    .map((word = '') => [...characters.segment(word)][0]?.segment ?? '')
    .join('')
    .toUpperCase();
}
