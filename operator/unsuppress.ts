import type { SuppressionList } from '../lambdas/modules/suppressions/suppression-store.ts';
import type { Answer } from './command.ts';

export interface UnsuppressDeps {
  /** What Foyer remembers. */
  readonly suppressions: SuppressionList;
  /** What SES remembers, for everything that sends from the account in this region. */
  readonly accountList: SuppressionList;
}

/** Lets an address (normalised) be invited again. It may be repeated. */
export async function unsuppress(deps: UnsuppressDeps, address: string): Promise<Answer> {
  // Foyer's last: until SES lets mail through as well, inviting would only seem to work.
  const listed = await deps.accountList.remove(address);
  const known = await deps.suppressions.remove(address);
  const lines = [
    known
      ? `Lifted the suppression of ${address}. It can be invited again.`
      : `${address} was not suppressed by Foyer.`,
    listed
      ? 'Removed it from the suppression list of Amazon SES for this account and region.'
      : 'It was not on the suppression list of Amazon SES.',
  ];
  return { lines, data: { address, liftedByFoyer: known, liftedBySes: listed } };
}
