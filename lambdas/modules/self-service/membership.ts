import {
  type AccessDeps,
  type Member,
  requireActiveTenant,
  requireMember,
  SignInRefusedError,
} from '../access/access.ts';
import type { Principal } from '../http/principal.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation } from '../records/invitation.ts';
import type { Tenant } from '../records/tenant.ts';

/** Somebody of a customer, as things stand now. */
export interface CurrentMember extends Member {
  readonly tenant: Tenant;
}

/**
 * Finds who asks, anew at each request and strongly consistent (3 RRU): a token says who somebody was when it was made, so
 * whoever was removed, or whose company was closed, is refused at once.
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
    // The ids of a customer are everywhere the same: only of the token's own tenant are they good.
    if (customer.tenantId !== tenantId || contact.tenantId !== tenantId)
      throw forbidden('This account belongs to another tenant.');
    return { tenant, contact, customer };
  } catch (error) {
    throw error instanceof SignInRefusedError ? forbidden(error.message, error) : error;
  }
}

/** @throws {FoyerError} `forbidden` unless the person looks after the customer’s account. */
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
 * Does `work` for somebody of `customer`. Whom else the tenant invites is none of their business: an invitation that
 * stands in the way is named only if it is to their own company.
 *
 * @throws {FoyerError} what `work` is refused with, `already_invited` without the id of an invitation of others
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
