import * as z from 'zod';
import { digest } from '../platform/ids.ts';
import { RECORDS } from '../records/table.ts';

/**
 * Somebody who signs in at an identity provider, and as whom. What a user of the pool itself carries as attributes stands
 * in the table: Cognito makes these users, and lets nobody set an unchangeable attribute of theirs afterwards.
 * An account from the moment that the contact exists, like any other.
 */
export const externalUserSchema = z.object({
  /** The name in the user pool, `<provider>_<the provider's id of the person>`: what its administrative calls take. */
  userName: z.string(),
  tenantId: z.string(),
  invitationId: z.string(),
  customerId: z.string(),
  contactId: z.string(),
  /** The digest under which the account of the address lies. */
  addressDigest: z.string(),
});
export type ExternalUser = z.infer<typeof externalUserSchema>;

/** Where it is found by the name in the user pool. Hashed: a provider's id of a person may be an address. */
export function externalUserKey(userName: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.external}#${digest(userName)}`, sk: RECORDS.external };
}

/** Where it is found by the digest of its address. */
export function externalAccountKey(addressDigest: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.account}#${addressDigest}`, sk: RECORDS.account };
}
