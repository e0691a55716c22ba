import {
  externalAccountKey,
  type ExternalUser,
} from '../../lambdas/modules/identity/external-users.ts';
import type { Facts } from './facts.ts';
import { isOpen } from './invitations.ts';
import { reporter, type Problem } from './problem.ts';

/** Who signs in at a provider is written down twice, and is one contact's account, or is about to become one. */
export function problemsOfExternalUsers(facts: Facts): Problem[] {
  const names = new Set([...facts.externals.values()].map(({ userName }) => userName));
  return [
    ...[...facts.externals.values()].flatMap((user) => problemsOfUser(facts, user)),
    ...[...facts.addresses.values()]
      .filter(({ userName }) => !names.has(userName))
      .map(({ tenantId, contactId }) => ({
        tenantId,
        says: `An address belongs to an external account of ${contactId} that is not there.`,
      })),
  ];
}

function problemsOfUser(facts: Facts, user: ExternalUser): Problem[] {
  const problems: Problem[] = [];
  const { userName, tenantId, contactId, invitationId, addressDigest } = user;
  const report = reporter(problems, tenantId);
  const twin = facts.addresses.get(externalAccountKey(addressDigest).pk);
  const contact = facts.contacts.get(contactId);
  const invitation = facts.invitations.get(invitationId);
  const isTheirs = contact?.userId === userName || contact?.formerUserId === userName;
  const mayArrive = invitation !== undefined && isOpen(invitation);
  report(
    twin?.userName !== userName,
    `The external account of ${contactId} is not known by its address.`,
  );
  report(
    !isTheirs && !mayArrive,
    `An external account is that of ${contactId}, who does not have it.`,
  );
  return problems;
}
