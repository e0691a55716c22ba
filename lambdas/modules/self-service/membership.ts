import {
  requireMember,
  requireTenant,
  SignInRefusedError,
  type AccessDeps,
  type Member,
} from '../identity/access.ts';
import type { Principal } from '../http/principal.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Tenant } from '../tenants/tenant.ts';

/** Somebody of a customer, as things stand now. */
export interface Membership extends Member {
  readonly tenant: Tenant;
}

/**
 * Finds who asks, anew at each request and strongly consistent (3 RRU): a token says who somebody was when it was made, so
 * whoever was removed, or whose company was closed, is refused at once.
 *
 * @throws {FoyerError} `forbidden`
 */
export async function requireMembership(
  deps: AccessDeps,
  { tenantId, member }: Principal,
): Promise<Membership> {
  if (member === undefined)
    throw forbidden('Only contacts of a customer can perform this operation.');
  try {
    const [tenant, { contact, customer }] = await Promise.all([
      requireTenant(deps, tenantId),
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
export function requireOwner({ contact }: Pick<Membership, 'contact'>): void {
  if (contact.role !== 'owner')
    throw forbidden('Only owners of the company’s account can perform this operation.');
}

function forbidden(message: string, cause?: unknown): FoyerError {
  return new FoyerError('forbidden', message, { cause });
}
