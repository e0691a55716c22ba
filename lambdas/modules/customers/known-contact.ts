import type { Invitation } from '../invitations/invitation.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { profileOf } from './contact-profile.ts';
import type { DynamoContactStore } from './contact-store.ts';
import { statusOf, type Contact } from './contact.ts';

interface People<Call extends keyof DynamoContactStore> {
  readonly people: Pick<DynamoContactStore, Call>;
}

/** So many contacts are read at once: more than most customers have. */
const AT_ONCE = 100;

/** The contact of a customer with an address. Whoever was removed begins anew. */
export async function contactAt(
  { people }: People<'list'>,
  customerId: string,
  typed: string | undefined,
): Promise<Contact | undefined> {
  const wanted = normalised(typed);
  if (wanted === undefined) return undefined;
  let after: string | undefined;
  do {
    const { rows, next } = await people.list(customerId, AT_ONCE, after);
    const found = rows.find(
      (contact) => statusOf(contact) !== 'removed' && normalised(contact.email) === wanted,
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
  { people }: People<'invitation'>,
  { id, invitationId }: Pick<Contact, 'id' | 'invitationId'>,
): Promise<Invitation | undefined> {
  if (invitationId === undefined) return undefined;
  const invitation = await people.invitation(invitationId);
  if (invitation?.contactId !== id) return undefined;
  const isOpen = invitation.status === 'pending' || invitation.status === 'accepting';
  return isOpen ? invitation : undefined;
}

/** The contact as its open invitation offers it from now on (ADR 0033). */
export function asOffered(
  contact: Omit<Contact, 'role' | 'groups'>,
  { id, role, groups, profile, createdAt }: Invitation,
): Contact {
  const person = profileOf(profile);
  return { ...contact, ...person, role, groups, invitationId: id, updatedAt: createdAt };
}
