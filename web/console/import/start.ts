/** Starts an import or its dry run. */
import { createInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import { call, newIdempotencyKey } from '../../app/api.ts';
import { bodyOf, isTooMuch, type Options, type OwnFile } from '../imports/request.ts';

/** More rows than a request takes. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** The key of the newest attempt, and what it was for. */
let attempt = { body: '', key: '' };

/**
 * Sends a file and returns the id of what it started. The same file, sent again after a lost answer, is the same attempt: it
 * starts nothing twice.
 *
 * @throws {TooMuch} {@link ApiFailure}
 */
export async function startImport(
  { csv }: OwnFile,
  options: Options,
  dryRun: boolean,
): Promise<string> {
  const body = bodyOf(csv, options, dryRun);
  if (isTooMuch(body)) throw new TooMuch('The file is too large.');
  const text = JSON.stringify(body);
  if (attempt.body !== text) attempt = { body: text, key: newIdempotencyKey() };
  const { id } = await call(
    createInvitationImport({ headers: { 'Idempotency-Key': attempt.key }, body }),
  );
  // Whoever asks for the same once more wants it once more: addresses may be free by then.
  attempt = { body: '', key: '' };
  return id;
}
