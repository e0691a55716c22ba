import type { ADMINISTRATOR_GROUPS } from '../../lambdas/identity/scopes.ts';
import type { ExistingUser, NewAdministrator } from './administrators.ts';
import { AddressRefused } from './create-tenant.ts';
import { Refused } from './errors.ts';

export type AdministratorGroup = keyof typeof ADMINISTRATOR_GROUPS;

/** What adding somebody of a tenant's own people needs. */
export interface AddAdministratorDeps {
  readonly tenants: { get(id: string): Promise<object | undefined> };
  readonly administrators: {
    find(email: string): Promise<ExistingUser | undefined>;
    create(administrator: NewAdministrator): Promise<void>;
    promote(email: string, group: AdministratorGroup): Promise<void>;
    setPassword(email: string, password: string): Promise<void>;
  };
}

export interface AddAdministrator {
  readonly tenantId: string;
  /** As its owner signs in: see `emailSchema`. */
  readonly email: string;
  readonly name: string | undefined;
  readonly group: AdministratorGroup;
  /** A password that stays, instead of a temporary one by mail: for a local AWS only. */
  readonly password: string | undefined;
}

/**
 * Adds one of a tenant's own people, or puts somebody who is one into a further group. It may be repeated.
 * @returns what was done, in sentences.
 * @throws {Refused} when there is no such tenant, or the address belongs to somebody else; nothing is changed then.
 */
export async function addAdministrator(
  { tenants, administrators }: AddAdministratorDeps,
  { tenantId, email, name, group, password }: AddAdministrator,
): Promise<string[]> {
  if ((await tenants.get(tenantId)) === undefined)
    throw new Refused(`There is no tenant ${tenantId}.`);
  const user = await administrators.find(email);
  if (user !== undefined) refuseOthers(user, tenantId, email);
  else await administrators.create({ email, name, tenantId, quietly: password !== undefined });
  await administrators.promote(email, group);
  if (user === undefined && password !== undefined)
    await administrators.setPassword(email, password);
  const groups = [...new Set([...(user?.groups ?? []), group])].join(', ');
  return [
    `${email} is one of the people of ${tenantId}, in: ${groups}.`,
    ...(user === undefined && password === undefined
      ? ['Cognito has mailed a temporary password, valid for seven days.']
      : []),
  ];
}

function refuseOthers(user: ExistingUser, tenantId: string, email: string): void {
  if (user.tenantId !== tenantId)
    throw new AddressRefused(
      `${email} has an account that belongs to ${user.tenantId ?? 'no tenant'}. Take another address.`,
    );
  if (user.wasInvited)
    throw new AddressRefused(
      `${email} is an invited customer of ${tenantId}. Take another address.`,
    );
}
