import { type ContactActor } from '../invitations/invitation-rules.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import { type Contact, contactStatusOf, profileOf } from '../records/contact.ts';
import type { Invitation } from '../records/invitation.ts';
import { conflictWithContact } from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';

interface ContactDeps<Call extends keyof DynamoContactStore> {
  readonly contactStore: Pick<DynamoContactStore, Call>;
}

/** So many contacts are read at once: more than most customers have. */
const AT_ONCE = 100;

/** The contact of a customer with an address. Whoever was removed begins anew. */
export async function findContactByEmail(
  { contactStore }: ContactDeps<'list'>,
  customerId: string,
  typed: string | undefined,
): Promise<Contact | undefined> {
  const wanted = normalised(typed);
  if (wanted === undefined) return undefined;
  let after: string | undefined;
  do {
    const { rows, next } = await contactStore.list(customerId, AT_ONCE, after);
    const found = rows.find(
      (contact) => contactStatusOf(contact) !== 'removed' && normalised(contact.email) === wanted,
    );
    if (found !== undefined) return found;
    after = next;
  } while (after !== undefined);
  return undefined;
}

function normalised(typed = ''): string | undefined {
  const address = parseEmailAddress(typed);
  return 'normalised' in address ? address.normalised : undefined;
}

/**
 * The contact's invitation that still can let somebody in, or could once it is renewed. One that was erased may have left its
 * id to somebody else's: an `Idempotency-Key` that is used again makes the same.
 */
export async function openInvitation(
  { contactStore }: ContactDeps<'invitation'>,
  { id, invitationId }: Pick<Contact, 'id' | 'invitationId'>,
): Promise<Invitation | undefined> {
  if (invitationId === undefined) return undefined;
  const invitation = await contactStore.invitation(invitationId);
  if (invitation?.contactId !== id) return undefined;
  const isOpen = invitation.status === 'pending' || invitation.status === 'accepting';
  return isOpen ? invitation : undefined;
}

/** The contact as its open invitation offers it from now on (ADR 0033). */
export function asInvited(
  contact: Omit<Contact, 'role' | 'groups'>,
  { id, role, groups, profile, createdAt }: Invitation,
): Contact {
  const person = profileOf(profile);
  return { ...contact, ...person, role, groups, invitationId: id, updatedAt: createdAt };
}

/** Finds the contact whose account stands in the way. */
interface ContactReader {
  find(customerId: string, contactId: string): Promise<Contact | undefined>;
}

/**
 * Does `work`, and names the contact whose account stands in its way to whoever may see that contact: a tenant sees its own,
 * people of a customer those of their own company. Everybody else learns only that there is an account. 1 RRU, on a refusal
 * only.
 *
 * @throws {FoyerError} what `work` is refused with, `user_already_exists` with the contact as its `conflict`
 */
export async function nameAccountOnConflict<Result>(
  contactStore: ContactReader,
  { principal, member }: ContactActor,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof FoyerError) || error.account === undefined) throw error;
    const { customerId, contactId } = error.account;
    const contact = await contactStore.find(customerId, contactId);
    if (contact?.tenantId !== principal.tenantId) throw error;
    if (member !== undefined && member.customerId !== customerId) throw error;
    const { code, message, errors } = error;
    throw new FoyerError(code, message, {
      ...{ cause: error, conflict: conflictWithContact(contact) },
      ...(errors !== undefined && { errors }),
    });
  }
}
