/** How imports and their rows stand. */
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

/** Outcomes in the order in which they are shown. */
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

/** Tells whether rows are still worked off: for a moment also after somebody has canceled. */
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
 * Returns why a row ended as it did, in the language of the page if it has words for it. About a wrong field only the API
 * knows what to write. `hasOwnNumbers` tells whether rows are shown with the API's numbers.
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
  // The API names the earlier row, by its own numbers.
  if (reason === 'duplicate_row' && hasOwnNumbers && pageLanguage() === 'en')
    return message ?? known[reason];
  return (Object.hasOwn(known, reason) ? known[reason] : undefined) ?? message ?? reason;
}

export function numeral(count: number): string {
  return new Intl.NumberFormat(pageLanguage()).format(count);
}
