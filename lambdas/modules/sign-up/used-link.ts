import type { DynamoContactStore } from '../contacts/contact-store.ts';
import type { Accounts } from '../identity/accounts.ts';
import { readToken } from '../invitations/token.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { type AccountState, FoyerError } from '../platform/errors.ts';
import type { CustomerFinder } from '../records/customer-item.ts';
import type { Invitation } from '../records/invitation.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { openedBy } from './acceptance-rules.ts';
import type { AcceptanceStore } from './acceptance-store.ts';

export interface UsedLinkDeps {
  readonly invitations: Pick<AcceptanceStore, 'get'>;
  readonly contactStore: Pick<DynamoContactStore, 'find'>;
  readonly customers: CustomerFinder;
  readonly accounts: Accounts;
  readonly tenants: TenantReader;
}

const SENTENCES: Record<AccountState, string> = {
  active: 'This invitation has been used, and its account exists. Sign in with it.',
  awaiting_approval:
    'This invitation was already accepted. You can sign in once the company that invited you has approved your account.',
  suspended:
    'This invitation was already accepted, but access is suspended. Ask the person who invited you. The account still exists.',
  replaced:
    'This invitation was already accepted, and the contact now signs in with another account. If you do not know it, ask the person who invited you.',
  removed:
    'This invitation was already accepted, but the access was removed. Ask the person who invited you for a new invitation.',
};

/**
 * Does `work` for somebody with a link. Where the invitation has been used, it says what became of the account: the link is
 * all that is left of an access that was taken away, and who is told to sign in can only fail. Nobody but the holder of one
 * of its links learns it: `work` has asked for that before.
 *
 * @throws {FoyerError} what `work` is refused with; `invitation_accepted` with where the account stands
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
    const invitation = openedBy(key, await deps.invitations.get(key.invitationId));
    const account = await accountStateOf(deps, invitation);
    throw new FoyerError(error.code, SENTENCES[account], {
      cause: error,
      ended: { locale: invitation.locale, ...error.ended, account },
    });
  }
}

/** The standing of the account that an accepted invitation made, in the order in which signing in would fail. */
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

/** An operator can have deleted the user. */
async function isInPool({ accounts }: UsedLinkDeps, userId: string, email = ''): Promise<boolean> {
  const address = parseEmailAddress(email);
  if ('problem' in address) return false;
  return (await accounts.find(address.normalised))?.userId === userId;
}
