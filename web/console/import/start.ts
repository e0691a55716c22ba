/** Starts an import or its dry run. */
import { createInvitationImport } from '../../../client/src/generated/sdk.gen.ts';
import { call, newIdempotencyKey } from '../../app/api.ts';
import { bodyOf, isTooMuch, type Options, type OwnFile } from '../imports/request.ts';

/** Thrown if the rows exceed the size of a request. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** The newest attempt's body and key. */
let attempt = { body: '', key: '' };

/**
 * Sends a file and returns the ID of the import or dry run. Sending the same file again after a lost response reuses the key,
 * so nothing is started twice.
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
  // A repeat after a response is a new attempt: addresses may have become free.
  attempt = { body: '', key: '' };
  return id;
}
