import {
  type ChunkSums,
  type ContactFact,
  type Facts,
  type ImportFact,
  type InvitationFact,
  type Problem,
  reporter,
} from './facts.ts';

/** Checks an invitation's customer, contact, import, and the lock on its address. */
export function checkInvitation(facts: Facts, invitation: InvitationFact, now: Date): Problem[] {
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
    `${id} refers to the customer ${customerId}, which does not exist.`,
  );
  report(
    customer !== undefined && customer.tenantId !== tenantId,
    `${id} refers to the customer ${customerId} of another tenant.`,
  );
  const hasFounded = status === 'accepted' && !invitation.existingCustomer;
  report(
    hasFounded && customer !== undefined && customer.invitationId !== id,
    `${id} created the customer ${customerId}, which does not refer to it.`,
  );
  report(
    needsContact && contact === undefined,
    `${id} refers to the contact ${contactId}, which does not exist.`,
  );
  report(
    !needsContact && contact !== undefined,
    `${id} was not accepted, but its contact ${contactId} exists.`,
  );
  if (isOpen(invitation) && contact !== undefined)
    problems.push(...checkInvitedContact(invitation, contact));
  const needsLock = isOpen(invitation) && invitation.expiresAt > now.toISOString();
  report(
    needsLock && facts.locks.get(invitation.lockKey)?.invitationId !== id,
    `${id} is pending, but its address is not locked.`,
  );
  const job = facts.imports.get(invitation.importId ?? '');
  report(
    job !== undefined && job.tenantId !== tenantId,
    `${id} refers to the import ${job?.id ?? ''} of another tenant.`,
  );
  return problems;
}

/** Returns true for an invitation that was neither accepted nor ended. It may have expired. */
export function isOpen({ status }: Pick<InvitationFact, 'status'>): boolean {
  return status === 'pending' || status === 'accepting';
}

function checkInvitedContact({ id, tenantId }: InvitationFact, contact: ContactFact): Problem[] {
  const problems: Problem[] = [];
  const report = reporter(problems, tenantId);
  report(contact.removedAt !== undefined, `${id} is open, but ${contact.id} was removed.`);
  report(contact.userId !== undefined, `${id} is open, but ${contact.id} has an account.`);
  report(
    contact.invitationId !== id,
    `${id} is open, but ${contact.id} refers to another invitation.`,
  );
  return problems;
}

/** Checks that the locks on addresses belong to the tenants of their invitations. */
export function checkLocks({ locks, invitations }: Facts): Problem[] {
  const problems: Problem[] = [];
  for (const { key, tenantId, invitationId } of locks.values()) {
    const holder = invitations.get(invitationId);
    // The invitation was deleted, and its ID may have been reused: the lock blocks no one.
    if (holder?.lockKey !== key) continue;
    const report = reporter(problems, holder.tenantId);
    report(tenantId !== holder.tenantId, `The lock of ${holder.id} belongs to another tenant.`);
  }
  return problems;
}

/** Checks the counts of an import against its rows, and that the invitations that it created refer to it. */
export function checkImport(facts: Facts, job: ImportFact): Problem[] {
  // TTL deletes its items one by one.
  if (job.isExpired) return [];
  const problems: Problem[] = [];
  const { id, tenantId } = job;
  const report = reporter(problems, tenantId);
  const sums = facts.chunks.get(`${id} ${job.upload}`);
  report((sums?.chunks ?? 0) !== job.chunks, `${id} has chunks that do not exist.`);
  if (sums?.chunks === job.chunks) compareCounts(job, sums, problems);
  for (const invitationId of sums?.createdIds ?? []) {
    const created = facts.invitations.get(invitationId);
    // It may have been deleted since.
    if (created === undefined) continue;
    report(
      created.tenantId !== tenantId || created.importId !== id,
      `${id} claims to have created ${invitationId}, which does not refer to it.`,
    );
  }
  return problems;
}

function compareCounts(job: ImportFact, sums: ChunkSums, problems: Problem[]): void {
  const report = reporter(problems, job.tenantId);
  const actual = { ...sums, total: sums.rows, remaining: sums.unfinished };
  const names = ['total', 'remaining', 'created', 'wouldCreate', 'skipped', 'error'] as const;
  for (const name of names)
    report(
      job[name] !== actual[name],
      `${job.id} has ${name}: ${job[name]}, but its rows add up to ${actual[name]}.`,
    );
}
