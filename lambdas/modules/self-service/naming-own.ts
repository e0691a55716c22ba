import type { Customer } from '../customers/customer.ts';
import type { Invitation } from '../invitations/invitation.ts';
import { FoyerError } from '../platform/errors.ts';

export interface NamingDeps {
  readonly invitations: { get(invitationId: string): Promise<Invitation | undefined> };
}

/**
 * Does `work` for somebody of `customer`. Whom else the tenant invites is none of their business: an invitation that
 * stands in the way is named only if it is to their own company.
 *
 * @throws {FoyerError} what `work` is refused with, `already_invited` without the id of an invitation of others
 */
export async function namingOwn<Result>(
  { invitations }: NamingDeps,
  customer: Pick<Customer, 'id' | 'tenantId'>,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FoyerError) || error.code !== 'already_invited') throw error;
    const { conflictingId, errors } = error;
    const conflicting =
      conflictingId === undefined ? undefined : await invitations.get(conflictingId);
    if (conflicting?.tenantId === customer.tenantId && conflicting.customerId === customer.id)
      throw error;
    throw new FoyerError(
      'already_invited',
      'This address already has a pending invitation. Contact the company that invited yours.',
      { cause: error, ...(errors !== undefined && { errors }) },
    );
  }
}
