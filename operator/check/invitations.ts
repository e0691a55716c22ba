import type { ContactFact, Facts, InvitationFact } from './facts.ts';
import { reporter, type Problem } from './problem.ts';

/** Whom an invitation leads to, and whether its address is held for it. */
export function problemsOfInvitation(
  facts: Facts,
  invitation: InvitationFact,
  now: Date,
): Problem[] {
  const problems: Problem[] = [];
  const { id, status, customerId, contactId, tenantId } = invitation;
  const report = reporter(problems, tenantId);
  const customer = facts.customers.get(customerId);
  const found = facts.contacts.get(contactId);
  const contact = found?.customerId === customerId ? found : undefined;
  const needsCustomer = status === 'accepted' || invitation.existingCustomer;
  const needsContact = status === 'accepted' || invitation.existingContact;
  report(
    needsCustomer && customer === undefined,
    `${id} leads to ${customerId}, which is not there.`,
  );
  report(
    customer !== undefined && customer.tenantId !== tenantId,
    `${id} leads to ${customerId} of another tenant.`,
  );
  report(needsContact && contact === undefined, `${id} leads to ${contactId}, who is not there.`);
  report(
    !needsContact && contact !== undefined,
    `${id} was not accepted, and its contact ${contactId} is there.`,
  );
  if (isOpen(invitation) && contact !== undefined)
    problems.push(...ofOpenInvitation(invitation, contact));
  const binds = isOpen(invitation) && invitation.expiresAt > now.toISOString();
  report(
    binds && facts.locks.get(invitation.lockAt)?.invitationId !== id,
    `${id} is pending, and its address is not locked for it.`,
  );
  const job = facts.imports.get(invitation.importId ?? '');
  report(
    job !== undefined && job.tenantId !== tenantId,
    `${id} comes from ${job?.id ?? ''} of another tenant.`,
  );
  return problems;
}

/** Nobody has accepted it, and nobody has ended it: it may have expired. */
export function isOpen({ status }: Pick<InvitationFact, 'status'>): boolean {
  return status === 'pending' || status === 'accepting';
}

function ofOpenInvitation({ id, tenantId }: InvitationFact, contact: ContactFact): Problem[] {
  const problems: Problem[] = [];
  const report = reporter(problems, tenantId);
  report(contact.removedAt !== undefined, `${id} is open, and ${contact.id} was removed.`);
  report(contact.userId !== undefined, `${id} is open, and ${contact.id} has an account.`);
  report(contact.invitationId !== id, `${id} is open, and ${contact.id} names another invitation.`);
  return problems;
}

/** A lock binds nobody without its invitation. */
export function problemsOfLocks({ locks, invitations }: Facts): Problem[] {
  const problems: Problem[] = [];
  for (const { at, tenantId, invitationId } of locks.values()) {
    const holder = invitations.get(invitationId);
    // Erased, and perhaps its id used again: such a lock keeps nobody out.
    if (holder?.lockAt !== at) continue;
    const report = reporter(problems, holder.tenantId);
    report(
      tenantId !== holder.tenantId,
      `The lock of ${holder.id} says that it belongs to another tenant.`,
    );
  }
  return problems;
}
