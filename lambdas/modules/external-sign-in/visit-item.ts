import { digest } from '../platform/ids.ts';
import { MINUTE } from '../platform/clock.ts';
import { RECORDS } from '../records/table.ts';

/** How long somebody may take to sign in at a provider: long enough to reset a password there. */
export const VISIT_MINUTES = 10;
export const VISIT_MS = VISIT_MINUTES * MINUTE;

/** Where it is written which invitation whoever comes back with this address is accepting. The address is hashed. */
export function visitKey(provider: string, address: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.visit}#${digest(provider, address)}`, sk: RECORDS.visit };
}
