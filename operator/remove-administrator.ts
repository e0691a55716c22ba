import { removeAdministrator as remove } from '../lambdas/modules/administrators/manage-administrators.ts';
import { FoyerError } from '../lambdas/modules/platform/errors.ts';
import {
  findAdministrator,
  operatorOf,
  refusing,
  type AdministratorWork,
} from './administrators.ts';
import type { Answer } from './command.ts';
import { Refused } from './errors.ts';
import { describeLeftovers, leftoversOf, type LeftoverReader } from './leftovers.ts';

/** Dependencies for removing one of a tenant's own people. */
export interface RemoveAdministratorDeps {
  readonly tenants: { get(id: string): Promise<object | undefined> };
  readonly administrators: AdministratorWork;
  readonly leftovers: LeftoverReader;
  readonly now: () => Date;
}

export interface RemoveAdministrator {
  readonly tenantId: string;
  /** The address, the id of the administrator, or that of the account of somebody who has been removed already. */
  readonly who: { readonly email: string } | { readonly id: string };
  /** Even where nobody is left who could look after the tenant. */
  readonly force: boolean;
  /** Says in the commands of the answer which Foyer they are for. */
  readonly flags: string;
}

/**
 * Removes somebody of a tenant's own people; access ends with that one write, and the reconciler deletes the account. What
 * the person made works on, so the answer names it. May be repeated: by the id once the record is gone.
 *
 * @throws {Refused} when there is no such tenant or person, or it is the last administrator; nothing is changed then.
 */
export async function removeAdministrator(
  deps: RemoveAdministratorDeps,
  { tenantId, who, force, flags }: RemoveAdministrator,
): Promise<Answer> {
  if ((await deps.tenants.get(tenantId)) === undefined)
    throw new Refused(`There is no tenant ${tenantId}.`);
  const known = await findAdministrator(deps.administrators, tenantId, who);
  if (known === undefined && 'email' in who)
    throw new Refused(
      `${who.email} is no administrator of ${tenantId}. If they were removed before, --id <user id> names what they left.`,
    );
  if (known !== undefined) await removed(deps, tenantId, known.id, force);
  const userId = known === undefined ? ('id' in who ? who.id : '') : (known.userId ?? known.id);
  const left = await leftoversOf(deps.leftovers, { tenantId, userId, now: deps.now() });
  return {
    lines: [
      known === undefined
        ? `No administrator of ${tenantId} has the id ${userId} any more.`
        : `Removed ${known.email} (${userId}) from ${tenantId}. Within half a minute no token of theirs opens anything, and within minutes the account is deleted.`,
      ...describeLeftovers(left, tenantId, flags),
      'What is an API request, another administrator of the tenant sends.',
      `In a minute, see whether something was made in the last seconds: npm run admin -- remove-administrator ${tenantId} --id ${userId} ${flags}`,
      'docs/operations.md, “A stolen administrator account”, says what else to look at.',
    ],
    data: { tenantId, userId, removed: known !== undefined, ...left },
  };
}

async function removed(
  { administrators: { manage } }: RemoveAdministratorDeps,
  tenantId: string,
  id: string,
  force: boolean,
): Promise<void> {
  try {
    await refusing(() => remove(manage, operatorOf(tenantId), { id }, { force }));
  } catch (error) {
    const cause = error instanceof Refused ? error.cause : undefined;
    if (!(cause instanceof FoyerError) || cause.code !== 'last_administrator') throw error;
    throw new Refused(
      `This is the last administrator of ${tenantId}. Add another first (add-administrator), or add --force: then nobody can look after ${tenantId} until you add one.`,
    );
  }
}
