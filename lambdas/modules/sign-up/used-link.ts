import type { DynamoContactMatcher } from '../contacts/contact-store.ts';
import type { Accounts } from '../identity/accounts.ts';
import { readToken } from '../invitations/token.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { type AccountState, FoyerError } from '../platform/errors.ts';
import type { CustomerFinder } from '../records/customer-item.ts';
import type { Invitation } from '../records/invitation.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { requireLink } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';

export interface UsedLinkDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly contactStore: Pick<DynamoContactMatcher, 'find'>;
  readonly customers: CustomerFinder;
  readonly accounts: Accounts;
  readonly tenants: TenantReader;
}

const MESSAGES: Record<AccountState, string> = {
  active: 'This invitation was already accepted. Sign in with your account.',
  awaiting_approval:
    'This invitation was already accepted. You can sign in once the company that invited you has approved your account.',
  suspended:
    'This invitation was already accepted, but access is suspended. Your account still exists. Contact the person who invited you.',
  replaced:
    'This invitation was already accepted, and the contact now signs in with a different account. If you do not recognize it, contact the person who invited you.',
  removed:
    'This invitation was already accepted, but access was removed. Ask the person who invited you for a new invitation.',
};

/**
 * Runs `work` for the holder of a link. If the invitation was already used, adds the status of the account to the
 * error. A person whose access was removed may have only the link left, and must not be sent to a sign-in page that
 * will reject them. Only the holder of a link gets the status, because `work` checks the link first.
 *
 * @throws {FoyerError} the error of `work`; `invitation_accepted` with the status of the account
 */
export async function withAccountState<Result>(
  deps: UsedLinkDeps,
  { token }: { readonly token: string },
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FoyerError) || error.code !== 'invitation_accepted') throw error;
    const key = readToken(token);
    if (key === undefined) throw error;
    const invitation = requireLink(key, await deps.invitations.get(key.invitationId));
    const account = await accountStateOf(deps, invitation);
    throw new FoyerError(error.code, MESSAGES[account], {
      cause: error,
      ended: { locale: invitation.locale, ...error.ended, account },
    });
  }
}

/** Returns the status of the account that the invitation created. Checks in the order in which sign-in would fail. */
async function accountStateOf(
  deps: UsedLinkDeps,
  { tenantId, customerId, contactId, acceptedUserId }: Invitation,
): Promise<AccountState> {
  const [tenant, customer, contact] = await Promise.all([
    deps.tenants.get(tenantId),
    deps.customers.find(customerId),
    deps.contactStore.find(customerId, contactId),
  ]);
  if (contact?.userId === undefined || contact.removedAt !== undefined) return 'removed';
  if (contact.userId !== acceptedUserId) return 'replaced';
  if (tenant?.status === 'suspended' || customer?.status === 'suspended') return 'suspended';
  if (!(await isInPool(deps, contact.userId, contact.email))) return 'removed';
  return customer?.status === 'active' ? 'active' : 'awaiting_approval';
}

/** Returns false if the user is not in the pool, for example because an operator deleted it. */
async function isInPool({ accounts }: UsedLinkDeps, userId: string, email = ''): Promise<boolean> {
  const address = parseEmailAddress(email);
  if ('problem' in address) return false;
  return (await accounts.find(address.normalized))?.userId === userId;
}
