/** Turns log entries into sentences, grouped by day. */
import type { Activity } from '../../../client/src/generated/types.gen.ts';
import { type ActivityTexts, type Sentence, TOLD, type ToldType } from './texts.ts';

/** The entries of one day in the reader's time zone. */
export interface Day {
  /** An ISO 8601 date, such as `2026-11-28`. */
  readonly day: string;
  readonly entries: readonly Activity[];
}

/** Groups entries, newest first, by day. */
export function daysOf(entries: readonly Activity[]): Day[] {
  const days = new Map<string, Activity[]>();
  for (const entry of entries) {
    const day = dayOf(new Date(entry.createdAt));
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days].map(([day, some]) => ({ day, entries: some }));
}

/** The day of a time in the reader's time zone, as an ISO 8601 date. */
function dayOf(time: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** The name of a day: today, yesterday, or its date. */
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

/** Part of a sentence: text, or a placeholder for a name. */
export type Piece = 'actor' | 'object' | { readonly words: string };

/** Splits a sentence at its placeholders. */
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

/** Lists the changed fields, each once. Fields without a text keep the API's name. */
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
