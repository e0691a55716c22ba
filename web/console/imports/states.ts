/** Statuses of imports and their rows. */
import type {
  InvitationImport,
  InvitationImportOutcome,
  InvitationImportRow,
  JobStatus,
} from '../../../client/src/generated/types.gen.ts';
import type { Tone } from '../../app/display.tsx';
import type { AppTexts } from '../../app/texts.ts';
import { pageLanguage } from '../../app/words.ts';
import type { ImportsTexts } from './texts.ts';

export const IMPORTS = '/console/imports';

/** Outcomes in display order. */
export const OUTCOMES = ['created', 'would_create', 'skipped', 'error', 'pending'] as const;

const STATUS_TONES: Readonly<Record<JobStatus, Tone>> = {
  queued: 'accent',
  running: 'accent',
  completed: 'good',
  canceled: 'quiet',
};
const OUTCOME_TONES: Readonly<Record<InvitationImportOutcome, Tone>> = {
  created: 'good',
  would_create: 'good',
  skipped: 'warm',
  error: 'bad',
  pending: 'quiet',
};

export function statusTone(status: JobStatus): Tone {
  return STATUS_TONES[status];
}

export function outcomeTone(outcome: InvitationImportOutcome): Tone {
  return OUTCOME_TONES[outcome];
}

/** Tells whether rows are still being processed, which continues briefly after a cancellation. */
export function isRunning({ counts }: Pick<InvitationImport, 'counts'>): boolean {
  return counts.pending > 0;
}

/** The number of rows with an outcome. */
export function countOf(
  { counts }: Pick<InvitationImport, 'counts'>,
  outcome: InvitationImportOutcome,
): number {
  return outcome === 'would_create' ? counts.wouldCreate : counts[outcome];
}

/**
 * Returns the reason for a row's outcome, in the page's language if a text exists. For most invalid fields, only the API knows
 * what is allowed. `hasOwnNumbers` indicates whether rows are shown with the API's numbers.
 */
export function messageOf(
  { reason, message, field }: Pick<InvitationImportRow, 'reason' | 'message' | 'field'>,
  { reasons }: Pick<ImportsTexts, 'reasons'>,
  { problems }: Pick<AppTexts, 'problems'>,
  hasOwnNumbers = true,
): string | undefined {
  if (reason === undefined) return message;
  if (reason === 'invalid_request' && field === 'kind') return reasons.wrong_kind;
  const known: Readonly<Record<string, string>> = { ...problems, ...reasons };
  // The API's message names the earlier row by the API's number.
  if (reason === 'duplicate_row' && hasOwnNumbers && pageLanguage() === 'en')
    return message ?? known[reason];
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? message ?? reason;
}

export function numeral(count: number): string {
  return new Intl.NumberFormat(pageLanguage()).format(count);
}
