import {
  type AccessDeps,
  type Member,
  requireActiveTenant,
  requireMember,
  SignInRejectedError,
} from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation } from '../records/invitation.ts';
import type { Tenant } from '../records/tenant.ts';

/** A contact of a customer, with the current records. */
export interface CurrentMember extends Member {
  readonly tenant: Tenant;
}

/**
 * Reads the caller's records on each request, with strong consistency (3 RRU). A token reflects only the time at which
 * it was issued. Reading the records immediately rejects callers who have been removed or whose company has been
 * suspended since then.
 *
 * @throws {FoyerError} `forbidden`
 */
export async function requireCurrentMember(
  deps: AccessDeps,
  { tenantId, member }: Principal,
): Promise<CurrentMember> {
  if (member === undefined)
    throw forbidden('Only contacts of a customer can perform this operation.');
  try {
    const [tenant, { contact, customer }] = await Promise.all([
      requireActiveTenant(deps, tenantId),
      requireMember(deps, member.userId, member),
    ]);
    // Customer IDs do not identify the tenant, so check that the records belong to the tenant of the token.
    if (customer.tenantId !== tenantId || contact.tenantId !== tenantId)
      throw forbidden('This account belongs to another tenant.');
    return { tenant, contact, customer };
  } catch (error) {
    throw error instanceof SignInRejectedError ? forbidden(error.message, error) : error;
  }
}

/** @throws {FoyerError} `forbidden` unless the person is an owner of the customer */
export function requireAccountOwner({ contact }: Pick<CurrentMember, 'contact'>): void {
  if (contact.role !== 'owner')
    throw forbidden('Only owners of the company’s account can perform this operation.');
}

function forbidden(message: string, cause?: unknown): FoyerError {
  return new FoyerError('forbidden', message, { cause });
}

export interface ConflictDeps {
  readonly invitations: { get(invitationId: string): Promise<Invitation | undefined> };
}

/**
 * Runs `work` for a contact of `customer`. Contacts must not learn who else the tenant invites, so the error identifies
 * a conflicting invitation only if it is to their own company.
 *
 * @throws {FoyerError} the error of `work`; `already_invited` without the ID of an invitation to another company
 */
export async function hideForeignConflicts<Result>(
  { invitations }: ConflictDeps,
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
