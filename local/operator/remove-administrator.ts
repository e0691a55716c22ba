import type { ExistingUser } from './administrators.ts';
import type { Answer } from './command.ts';
import { Refused } from './errors.ts';
import { describeLeftovers, leftoversOf, type LeftoverReader } from './leftovers.ts';

/** Dependencies for removing one of a tenant's own people. */
export interface RemoveAdministratorDeps {
  readonly tenants: {
    get(id: string): Promise<object | undefined>;
    noteRemoved(tenantId: string, userId: string, now: Date): Promise<void>;
  };
  readonly administrators: {
    find(name: string): Promise<ExistingUser | undefined>;
    hasOther(tenantId: string, id: string): Promise<boolean>;
    shutOut(id: string): Promise<void>;
    remove(id: string): Promise<void>;
  };
  readonly leftovers: LeftoverReader;
  readonly now: () => Date;
}

export interface RemoveAdministrator {
  readonly tenantId: string;
  /** The address, or the id of somebody who has been removed already. */
  readonly who: { readonly email: string } | { readonly id: string };
  /** Even where nobody is left who could look after the tenant. */
  readonly force: boolean;
  /** Says in the commands of the answer which Foyer they are for. */
  readonly flags: string;
}

/**
 * Removes somebody of a tenant's own people: first nobody gets in with the account any more, then it is deleted. What the
 * person made works on, so the answer names it. May be repeated: by the id once the account is gone.
 *
 * @throws {Refused} when there is no such tenant or person, the person belongs to another tenant or is a customer, or is
 * the last administrator; nothing is changed then.
 */
export async function removeAdministrator(
  deps: RemoveAdministratorDeps,
  { tenantId, who, force, flags }: RemoveAdministrator,
): Promise<Answer> {
  if ((await deps.tenants.get(tenantId)) === undefined)
    throw new Refused(`There is no tenant ${tenantId}.`);
  const user = await deps.administrators.find('id' in who ? who.id : who.email);
  if (user === undefined && 'email' in who)
    throw new Refused(
      `${who.email} has no account. If it was removed before, --id <user id> names what it left.`,
    );
  if (user !== undefined) {
    await requireRemovable(deps, user, { tenantId, force });
    await deps.administrators.shutOut(user.id);
    // From here on nothing takes the access tokens that are out.
    await deps.tenants.noteRemoved(tenantId, user.id, deps.now());
  }
  const userId = user?.id ?? ('id' in who ? who.id : '');
  const left = await leftoversOf(deps.leftovers, { tenantId, userId, now: deps.now() });
  // Last, so that whoever repeats this after a failure finds the person by the address.
  if (user !== undefined) await deps.administrators.remove(user.id);
  return {
    lines: [
      user === undefined
        ? `No account has the id ${userId} any more.`
        : `Removed ${user.email} (${userId}) from ${tenantId}. Within half a minute no token of theirs opens anything.`,
      ...describeLeftovers(left, tenantId, flags),
      'What is an API request, another administrator of the tenant sends.',
      `In a minute, see whether something was made in the last seconds: npm run admin -- remove-administrator ${tenantId} --id ${userId} ${flags}`,
      'docs/operations.md, “A stolen administrator account”, says what else to look at.',
    ],
    data: { tenantId, userId, removed: user !== undefined, ...left },
  };
}

async function requireRemovable(
  { administrators }: RemoveAdministratorDeps,
  user: ExistingUser,
  { tenantId, force }: Pick<RemoveAdministrator, 'tenantId' | 'force'>,
): Promise<void> {
  const { email, id } = user;
  if (user.tenantId !== tenantId)
    throw new Refused(`${email} belongs to ${user.tenantId ?? 'no tenant'}, not to ${tenantId}.`);
  if (user.wasInvited)
    throw new Refused(
      `${email} is an invited customer of ${tenantId}: remove the contact with DELETE /v1/customers/{id}/contacts/{contactId}.`,
    );
  if (force || !user.isAdministrator || (await administrators.hasOther(tenantId, id))) return;
  throw new Refused(
    `${email} is the last administrator of ${tenantId}. Add another first (add-administrator), or add --force: then nobody can look after ${tenantId} until you add one.`,
  );
}
