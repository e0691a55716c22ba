import type { ContactFact, CustomerFact, Facts, InvitationFact } from './facts.ts';
import { reporter, type Problem } from './problem.ts';

/** What a customer counts and names, against the contacts that there are. */
export function problemsOfCustomer(facts: Facts, customer: CustomerFact): Problem[] {
  const problems: Problem[] = [];
  const { id, tenantId, users, status, primaryContactId, copiedFrom } = customer;
  const report = reporter(problems, tenantId);
  const there = (facts.people.get(id) ?? []).filter(({ removedAt }) => removedAt === undefined);
  const accounts = there.filter(({ userId }) => userId !== undefined);
  const counted = {
    contacts: there.length,
    users: accounts.length,
    owners: accounts.filter(({ role }) => role === 'owner').length,
  };
  for (const name of ['contacts', 'users', 'owners'] as const)
    report(
      customer[name] !== counted[name],
      `${id} says ${customer[name]} ${name} and has ${counted[name]}.`,
    );
  report(status === 'active' && users === 0, `${id} is active and has no user.`);
  report(status === 'invited' && users > 0, `${id} is invited and has users.`);
  const primary = there.find((contact) => contact.id === primaryContactId);
  report(
    primaryContactId !== undefined && primary === undefined,
    `${id} names the primary contact ${primaryContactId ?? ''}, who is not there.`,
  );
  report(
    primary !== undefined && primary.email !== customer.email,
    `${id} has another address than its primary contact ${primary?.id ?? ''}.`,
  );
  const original = facts.customers.get(copiedFrom ?? '');
  report(
    copiedFrom !== undefined && original?.tenantId !== tenantId,
    `${id} was copied from ${copiedFrom ?? ''}, which is ${original === undefined ? 'not there' : 'of another tenant'}.`,
  );
  return problems;
}

/** What a contact belongs to, and whether its account and its invitation are its own. */
export function problemsOfContact(facts: Facts, contact: ContactFact): Problem[] {
  const problems: Problem[] = [];
  const { id, customerId, tenantId, userId, removedAt, formerUserId, waits } = contact;
  const report = reporter(problems, tenantId);
  const customer = facts.customers.get(customerId);
  report(customer === undefined, `${id} belongs to ${customerId}, which is not there.`);
  report(
    customer !== undefined && customer.tenantId !== tenantId,
    `${id} and its customer ${customerId} belong to different tenants.`,
  );
  report(userId !== undefined && removedAt !== undefined, `${id} was removed and has an account.`);
  report(
    formerUserId !== undefined && removedAt === undefined,
    `${id} has a former account and was not removed.`,
  );
  report(
    waits && formerUserId === undefined,
    `${id} waits for an account to be removed and has none.`,
  );
  report(
    !waits && formerUserId !== undefined,
    `${id} has a former account that nobody will remove.`,
  );
  const twins = facts.accounts.get(userId ?? '') ?? [];
  report(twins.length > 1, `${id} has the same account as another contact.`);
  report(userId !== undefined && contact.email === undefined, `${id} has an account, no address.`);
  // An invitation that ended is removed one day, or erased: then nothing is left to compare.
  const invitation = facts.invitations.get(contact.invitationId ?? '');
  if (invitation !== undefined) compare(contact, invitation, problems);
  return problems;
}

function compare(contact: ContactFact, invitation: InvitationFact, problems: Problem[]): void {
  const { id, tenantId, userId } = contact;
  const report = reporter(problems, tenantId);
  const isOther = invitation.contactId !== id || invitation.customerId !== contact.customerId;
  report(
    isOther || invitation.tenantId !== tenantId,
    `${id} names ${invitation.id}, which is for somebody else.`,
  );
  report(
    userId !== undefined && invitation.acceptedUserId !== userId,
    `${id} has an account that ${invitation.id} did not make.`,
  );
  report(
    userId === undefined && invitation.status === 'accepted' && contact.removedAt === undefined,
    `${id} has no account, but ${invitation.id} was accepted.`,
  );
}
