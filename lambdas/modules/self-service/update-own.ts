import { requireNames } from '../customers/contact-rules.ts';
import { contactSchema } from '../customers/contact.ts';
import { customerSchema } from '../customers/customer.ts';
import type { AccessDeps } from '../identity/access.ts';
import type { Principal } from '../http/principal.ts';
import type { Clock } from '../platform/clock.ts';
import { requireVersion } from '../http/entity-tag.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { mergePatch } from '../http/merge-patch.ts';
import type { MemberWriter } from './member-store.ts';
import { requireMembership, requireOwner, type Membership } from './membership.ts';
import type { UpdateMeRequest, UpdateMyCustomerRequest } from './requests.ts';

export interface ChangeOwnDeps extends AccessDeps {
  readonly members: MemberWriter;
  readonly clock: Clock;
}

export interface ChangeOwnCommand<Change> {
  readonly principal: Principal;
  readonly change: Change;
  /** The version that the change was made for; without it, the change is made to whichever there is. */
  readonly ifMatch: string | undefined;
}

/** More than the people of one company who press the same button at the same moment. */
const ATTEMPTS = 5;

/**
 * Changes what somebody says about themselves. The address is no part of it: it is the login.
 *
 * @throws {FoyerError} `invalid_request`, `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMe(
  deps: ChangeOwnDeps,
  { principal, change: { email, ...change }, ifMatch }: ChangeOwnCommand<UpdateMeRequest>,
): Promise<Membership> {
  return repeating(async () => {
    const membership = await requireMembership(deps, principal);
    const { contact, customer, tenant } = membership;
    if (email !== undefined && email !== contact.email)
      throw invalidField('email', 'email cannot be changed, because you sign in with it.');
    requireVersion(ifMatch, contact.version);
    requireNames(change, contact, customer, tenant.settings);
    const changed = contactSchema.parse({
      ...mergePatch(contact, change),
      version: contact.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    const replaced = await deps.members.replaceContact(changed);
    return replaced === 'replaced' ? { ...membership, contact: changed } : undefined;
  });
}

/**
 * Changes what a company says about itself. Owners only.
 *
 * Another customer may have the new name: its owners must not learn who else is one, so that is for the tenant's people
 * to see.
 *
 * @throws {FoyerError} `forbidden`, `version_mismatch`, `temporarily_unavailable`
 */
export async function updateMyCustomer(
  deps: ChangeOwnDeps,
  { principal, change, ifMatch }: ChangeOwnCommand<UpdateMyCustomerRequest>,
): Promise<Membership> {
  return repeating(async () => {
    const membership = await requireMembership(deps, principal);
    requireOwner(membership);
    const { customer } = membership;
    requireVersion(ifMatch, customer.version);
    const merged = mergePatch(customer, change);
    const changed = customerSchema.parse({
      ...merged,
      // Of an address without lines, nothing is left.
      address: Object.keys(merged.address ?? {}).length === 0 ? undefined : merged.address,
      version: customer.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    const replaced = await deps.members.replaceCustomer(changed);
    return replaced === 'replaced' ? { ...membership, customer: changed } : undefined;
  });
}

/** Two changes at once both count, unless they say which version they are for. */
async function repeating<Result>(attempt: () => Promise<Result | undefined>): Promise<Result> {
  for (let count = 1; count <= ATTEMPTS; count++) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new FoyerError('temporarily_unavailable', 'Another change is in progress. Try again.', {
    retryAfterSeconds: 1,
  });
}
