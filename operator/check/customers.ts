import {
  externalAccountKey,
  type ExternalUser,
} from '../../lambdas/modules/identity/external-users.ts';
import {
  type ContactFact,
  type CustomerFact,
  type Facts,
  type InvitationFact,
  type Problem,
  reporter,
} from './facts.ts';
import { isOpen } from './invitations.ts';

/** Checks the counts and references of a customer against its contacts. */
export function checkCustomer(facts: Facts, customer: CustomerFact): Problem[] {
  const problems: Problem[] = [];
  const { id, tenantId, users, status, primaryContactId, copiedFrom } = customer;
  const report = reporter(problems, tenantId);
  const contacts = (facts.contactsByCustomer.get(id) ?? []).filter(
    ({ removedAt }) => removedAt === undefined,
  );
  const accounts = contacts.filter(({ userId }) => userId !== undefined);
  const actual = {
    contacts: contacts.length,
    users: accounts.length,
    owners: accounts.filter(({ role }) => role === 'owner').length,
  };
  for (const name of ['contacts', 'users', 'owners'] as const)
    report(
      customer[name] !== actual[name],
      `${id} records ${customer[name]} ${name}, but has ${actual[name]}.`,
    );
  report(status === 'active' && users === 0, `${id} is active, but has no users.`);
  report(status === 'invited' && users > 0, `${id} is invited, but has users.`);
  const primary = contacts.find((contact) => contact.id === primaryContactId);
  report(
    primaryContactId !== undefined && primary === undefined,
    `${id} has the primary contact ${primaryContactId ?? ''}, which does not exist.`,
  );
  report(
    primary !== undefined && primary.email !== customer.email,
    `${id} has a different address than its primary contact ${primary?.id ?? ''}.`,
  );
  const original = facts.customers.get(copiedFrom ?? '');
  report(
    copiedFrom !== undefined && original?.tenantId !== tenantId,
    `${id} was copied from ${copiedFrom ?? ''}, which ${original === undefined ? 'does not exist' : 'belongs to another tenant'}.`,
  );
  return problems;
}

/** Checks a contact's customer, account, and invitation. */
export function checkContact(facts: Facts, contact: ContactFact): Problem[] {
  const problems: Problem[] = [];
  const { id, customerId, tenantId, userId, removedAt, formerUserId, isQueued } = contact;
  const report = reporter(problems, tenantId);
  const customer = facts.customers.get(customerId);
  report(customer === undefined, `${id} belongs to ${customerId}, which does not exist.`);
  report(
    customer !== undefined && customer.tenantId !== tenantId,
    `${id} and its customer ${customerId} belong to different tenants.`,
  );
  report(
    userId !== undefined && removedAt !== undefined,
    `${id} was removed, but still has an account.`,
  );
  report(
    formerUserId !== undefined && removedAt === undefined,
    `${id} has a former account, but was not removed.`,
  );
  report(
    isQueued && formerUserId === undefined,
    `${id} is queued for the removal of its account, but has none.`,
  );
  report(
    !isQueued && formerUserId !== undefined,
    `${id} has a former account that is not queued for removal.`,
  );
  const sameAccount = facts.contactsByUser.get(userId ?? '') ?? [];
  report(sameAccount.length > 1, `${id} has the same account as another contact.`);
  report(
    userId !== undefined && contact.email === undefined,
    `${id} has an account, but no address.`,
  );
  // An ended invitation may have been deleted, so a missing one is not a problem.
  const invitation = facts.invitations.get(contact.invitationId ?? '');
  if (invitation !== undefined) compareInvitation(contact, invitation, problems);
  return problems;
}

function compareInvitation(
  contact: ContactFact,
  invitation: InvitationFact,
  problems: Problem[],
): void {
  const { id, tenantId, userId } = contact;
  const report = reporter(problems, tenantId);
  const isOther = invitation.contactId !== id || invitation.customerId !== contact.customerId;
  report(
    isOther || invitation.tenantId !== tenantId,
    `${id} refers to ${invitation.id}, which is for another contact.`,
  );
  report(
    userId !== undefined && invitation.acceptedUserId !== userId,
    `${id} has an account that ${invitation.id} did not create.`,
  );
  report(
    userId === undefined && invitation.status === 'accepted' && contact.removedAt === undefined,
    `${id} has no account, but ${invitation.id} was accepted.`,
  );
}

/**
 * Checks the users of identity providers. Each is stored twice, by user name and by address, and is the account of one
 * contact or of an open invitation.
 */
export function checkExternalUsers(facts: Facts): Problem[] {
  const users = [...facts.externalUsers.values()];
  const names = new Set(users.map(({ userName }) => userName));
  return [
    ...users.flatMap((user) => checkExternalUser(facts, user)),
    ...[...facts.externalUsersByAddress.values()]
      .filter(({ userName }) => !names.has(userName))
      .map(({ tenantId, contactId }) => ({
        tenantId,
        message: `An address belongs to an external account of ${contactId} that does not exist.`,
      })),
  ];
}

function checkExternalUser(facts: Facts, user: ExternalUser): Problem[] {
  const problems: Problem[] = [];
  const { userName, tenantId, contactId, invitationId, addressDigest } = user;
  const report = reporter(problems, tenantId);
  const byAddress = facts.externalUsersByAddress.get(externalAccountKey(addressDigest).pk);
  const contact = facts.contacts.get(contactId);
  const invitation = facts.invitations.get(invitationId);
  const isAccountOfContact = contact?.userId === userName || contact?.formerUserId === userName;
  const canStillSignUp = invitation !== undefined && isOpen(invitation);
  report(
    byAddress?.userName !== userName,
    `The external account of ${contactId} cannot be found by its address.`,
  );
  report(
    !isAccountOfContact && !canStillSignUp,
    `An external account belongs to ${contactId}, which does not refer to it.`,
  );
  return problems;
}
