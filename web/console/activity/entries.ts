/** Makes sentences of the log's entries, and days of the sentences. */
import type { Activity } from '../../../client/src/generated/types.gen.ts';
import { TOLD, type ActivityTexts, type Sentence, type ToldType } from './texts.ts';

/** The entries of a day in the reader's time zone. */
export interface Day {
  /** Such as `2026-11-28`. */
  readonly day: string;
  readonly entries: readonly Activity[];
}

/** Groups entries, newest first, by the day on which they happened. */
export function daysOf(entries: readonly Activity[]): Day[] {
  const days = new Map<string, Activity[]>();
  for (const entry of entries) {
    const day = dayOf(new Date(entry.createdAt));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, some]) => ({ day, entries: some }));
}

/** The day of a moment in the reader's time zone, as ISO 8601 writes it. */
function dayOf(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The name of a day: today, yesterday, else its date. */
export function dayName(
  day: string,
  now: Date,
  language: string,
  texts: Pick<ActivityTexts, 'today' | 'yesterday'>,
): string {
  const before = new Date(now);
  before.setDate(before.getDate() - 1);
  if (day === dayOf(now)) return texts.today;
  if (day === dayOf(before)) return texts.yesterday;
  return new Intl.DateTimeFormat(language, { dateStyle: 'full' }).format(new Date(`${day}T12:00`));
}

/** A piece of a sentence: words, or the place of a name. */
export type Piece = 'actor' | 'object' | { readonly words: string };

/** Takes a sentence apart at its names. */
export function piecesOf(sentence: Sentence): Piece[] {
  return sentence
    .split(/(\{actor\}|\{object\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece === '{actor}') return 'actor';
      return piece === '{object}' ? 'object' : { words: piece };
    });
}

/** The sentence for an entry. */
export function sentenceOf(
  type: string,
  texts: Pick<ActivityTexts, 'sentences' | 'otherSentence'>,
): Sentence {
  return isTold(type) ? texts.sentences[type] : texts.otherSentence;
}

function isTold(type: string): type is ToldType {
  return TOLD.some((told) => told === type);
}

/** Says in words which fields were changed, each once. A field without words is called as the API calls it. */
export function fieldsOf(
  changes: readonly string[],
  texts: Pick<ActivityTexts, 'fields'>,
): string[] {
  const named = changes.map((change) => {
    const [group = ''] = change.split('.');
    return texts.fields[change] ?? texts.fields[group] ?? change;
  });
  return [...new Set(named)];
}
