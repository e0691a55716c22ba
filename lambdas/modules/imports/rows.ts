import { parseRequest } from '../http/validation.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import type { ImportRow, RawRow, RowResult } from './import.ts';
import { type ImportDefaults, importedInvitationSchema } from './requests.ts';

/** The maximum length of an address that is parsed. Longer values are truncated in results. */
const SHOWN_EMAIL_MAX = 320;

/** The maximum size of a row as JSON. No valid row is larger. An item is limited to 400 KB. */
const MAX_ROW_BYTES = 64 * 1024;

/**
 * Validates each row individually, and finds rows with the same address. Of these, only the first valid row is kept.
 */
export function checkRows(rows: readonly RawRow[], defaults: ImportDefaults): ImportRow[] {
  const first = new Map<string, number>();
  return rows.map(({ row, fields }): ImportRow => {
    const email = shownEmail(fields['email']);
    const problem = problemOf(fields, defaults);
    if (problem !== undefined) return { row, email, result: problem };
    const key = invitationKeyOf(email, fields, defaults);
    const earlier = first.get(key);
    if (earlier !== undefined) return { row, email, result: duplicateOf(earlier) };
    first.set(key, row);
    return { row, email, fields };
  });
}

/** Returns the request for a row: its own fields, and the defaults for fields that it omits. */
export function requestOf(
  fields: RawRow['fields'],
  defaults: ImportDefaults,
): Readonly<Record<string, unknown>> {
  const { groups, ...others } = fields;
  return {
    ...defaults,
    ...others,
    // An empty list is like an empty cell: the default applies.
    ...(groups !== undefined && !isEmptyList(groups) && { groups }),
    ...merged('profile', fields, defaults),
    ...merged('metadata', fields, defaults),
  };
}

/** Merges the fields of an object with its defaults. */
function merged(name: 'profile' | 'metadata', fields: RawRow['fields'], defaults: ImportDefaults) {
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
  if (Buffer.byteLength(JSON.stringify(fields)) > MAX_ROW_BYTES) return tooLarge();
  try {
    parseRequest(importedInvitationSchema(), requestOf(fields, defaults));
    return undefined;
  } catch (error) {
    if (error instanceof FoyerError) return errorResult(error);
    throw error;
  }
}

const tooLarge = (): RowResult => ({
  outcome: 'error',
  reason: 'invalid_request',
  message: `The row is too large. It must have at most ${MAX_ROW_BYTES.toLocaleString('en')} bytes.`,
});

/** Converts an error to the result of a row, with the field and how to correct it. */
export function errorResult(error: FoyerError): RowResult {
  const [first] = error.errors ?? [];
  return {
    outcome: 'error',
    reason: error.code,
    // Both can contain the user's input, and DynamoDB cannot store lone surrogates.
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

/** Returns a key that is the same for two rows if the second would be rejected because of the first. */
function invitationKeyOf(
  email: string,
  fields: RawRow['fields'],
  defaults: ImportDefaults,
): string {
  const address = parseEmailAddress(email);
  const { applicationId, presetId } = requestOf(fields, defaults);
  const compared = 'normalized' in address ? address.normalized : email;
  return JSON.stringify([compared, applicationId, presetId]);
}

/**
 * Returns the address as entered, truncated if it is too long, and without lone surrogates, which DynamoDB cannot
 * store.
 */
function shownEmail(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, SHOWN_EMAIL_MAX).toWellFormed() : '';
}
