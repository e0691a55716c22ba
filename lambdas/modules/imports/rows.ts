import { parseRequest } from '../http/validation.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import type { ImportRow, RawRow, RowResult } from './import.ts';
import { type ImportDefaults, importedInvitationSchema } from './requests.ts';

/** As long as an address that is read at all: what is longer is shown up to here. */
const SHOWN_EMAIL_MAX = 320;

/** JSON. More than any right row has; an item of the table holds 400 KB. */
const MAX_ROW_BYTES = 64 * 1024;

/**
 * Looks at each row on its own: what is wrong with it, and whether an earlier one invites the same address already. Of
 * rows for the same address the first that could be right counts.
 */
export function checkRows(rows: readonly RawRow[], defaults: ImportDefaults): ImportRow[] {
  const first = new Map<string, number>();
  return rows.map(({ row, fields }): ImportRow => {
    const email = shownEmail(fields['email']);
    const problem = problemOf(fields, defaults);
    if (problem !== undefined) return { row, email, result: problem };
    const key = sameInvitation(email, fields, defaults);
    const earlier = first.get(key);
    if (earlier !== undefined) return { row, email, result: duplicateOf(earlier) };
    first.set(key, row);
    return { row, email, fields };
  });
}

/** The request that a row makes: its own fields, then those that hold for all. */
export function requestOf(
  fields: RawRow['fields'],
  defaults: ImportDefaults,
): Readonly<Record<string, unknown>> {
  const { groups, ...others } = fields;
  return {
    ...defaults,
    ...others,
    // An empty list is an empty cell: what holds for all rows holds for this one.
    ...(groups !== undefined && !isEmptyList(groups) && { groups }),
    ...joined('profile', fields, defaults),
    ...joined('metadata', fields, defaults),
  };
}

/** What is a list of fields itself is filled up field by field. */
function joined(name: 'profile' | 'metadata', fields: RawRow['fields'], defaults: ImportDefaults) {
  const own = fields[name];
  const common = defaults[name];
  return isFields(own) && common !== undefined ? { [name]: { ...common, ...own } } : {};
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function problemOf(fields: RawRow['fields'], defaults: ImportDefaults): RowResult | undefined {
  if (Buffer.byteLength(JSON.stringify(fields)) > MAX_ROW_BYTES) return TOO_LARGE;
  try {
    parseRequest(importedInvitationSchema, requestOf(fields, defaults));
    return undefined;
  } catch (error) {
    if (error instanceof FoyerError) return errorResult(error);
    throw error;
  }
}

const TOO_LARGE: RowResult = {
  outcome: 'error',
  reason: 'invalid_request',
  message: `The row is too large. It must have at most ${MAX_ROW_BYTES.toLocaleString('en')} bytes.`,
};

/** A failure of one row, as its result: which field, and what to write instead. */
export function errorResult(error: FoyerError): RowResult {
  const [first] = error.errors ?? [];
  return {
    outcome: 'error',
    reason: error.code,
    // Both can quote what somebody wrote, of which no table can store half a character.
    field: first?.path.toWellFormed(),
    message: (first?.message ?? error.message).toWellFormed(),
  };
}

function duplicateOf(row: number): RowResult {
  return {
    outcome: 'skipped',
    reason: 'duplicate_row',
    field: 'email',
    message: `Row ${row} has the same address.`,
  };
}

/** Two rows are the same invitation when the second could only be refused because of the first. */
function sameInvitation(email: string, fields: RawRow['fields'], defaults: ImportDefaults): string {
  const address = parseEmailAddress(email);
  const { applicationId, presetId } = requestOf(fields, defaults);
  const compared = 'normalised' in address ? address.normalised : email;
  return JSON.stringify([compared, applicationId, presetId]);
}

/** As it was typed, cut where it could only be nonsense, and without half characters, which no table can store. */
function shownEmail(typed: unknown): string {
  return typeof typed === 'string' ? typed.trim().slice(0, SHOWN_EMAIL_MAX).toWellFormed() : '';
}
