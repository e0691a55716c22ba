import { type Administrator, FULL_ROLE } from '../lambdas/modules/administrators/administrator.ts';
import type { NewTenant, Tenant } from '../lambdas/modules/records/tenant.ts';
import {
  ensureAdministrator,
  findAdministrator,
  type AdministratorWork,
} from './administrators.ts';
import { Refused } from './errors.ts';

/** What creating a tenant needs. */
export interface CreateTenantDeps {
  readonly tenants: {
    get(id: string): Promise<Pick<Tenant, 'name'> | undefined>;
    create(tenant: NewTenant): Promise<'created' | 'exists'>;
  };
  readonly administrators: AdministratorWork;
  readonly now: () => Date;
}

/** A tenant and its first administrator. */
export interface CreateTenant {
  readonly id: string;
  /** Somebody chose the id; otherwise it was made from the name, and other names make the same one. */
  readonly idGiven: boolean;
  readonly name: string;
  /** How its mails and its sign-up page look. */
  readonly branding?: Tenant['branding'];
  /** As its owner signs in: see `emailSchema`. */
  readonly email: string;
  /** The administrator's name, as invitations say it. */
  readonly adminName?: string;
  /** A password that is set at once, instead of a link by mail: for a local AWS only. */
  readonly password?: string;
  /** Mails a new link to an administrator who has not set up the account. */
  readonly resend?: boolean;
}

/** The address cannot become an administrator of this tenant. Nothing was changed. */
export class AddressRefused extends Refused {
  override readonly name = 'AddressRefused';
}

/** The tenant of that id may be somebody else's. Nothing was changed. */
export class TenantRefused extends Refused {
  override readonly name = 'TenantRefused';
}

/**
 * Creates a tenant and its first administrator, or what is missing of them: it may be repeated after any failure, with
 * the id where only the tenant was made.
 * @returns what was done, in sentences.
 * @throws AddressRefused when the address belongs to somebody else; that account is not touched.
 * @throws TenantRefused when the tenant is there under another name, or when only a name that makes the same id says
 * that it is the one that was meant.
 */
export async function createTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
): Promise<string[]> {
  const { id, email, adminName: name, password, resend } = command;
  const known = await findAdministrator(deps.administrators, id, { email });
  if (known === undefined) await refuseStrangers(deps, command);
  const tenant = await ensureTenant(deps, command, known);
  const role = known === undefined ? FULL_ROLE : undefined;
  return [
    tenant,
    ...(await ensureAdministrator(deps.administrators, {
      ...{ tenantId: id, email, name, role, password },
      ...(resend !== undefined && { resend }),
    })),
  ];
}

/** Before the tenant is made, so that it is not left without anybody. */
async function refuseStrangers(
  { administrators: { manage } }: CreateTenantDeps,
  { email }: CreateTenant,
): Promise<void> {
  const user = await manage.accounts.find(email);
  if (user?.registered !== true) return;
  throw new AddressRefused(
    `${email} has an account that belongs to ${user.tenantId ?? 'no tenant'}. Take another address.`,
  );
}

async function ensureTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
  administrator: Administrator | undefined,
): Promise<string> {
  const { id, name, branding = {} } = command;
  const outcome = await deps.tenants.create({
    id,
    name,
    branding,
    createdAt: deps.now().toISOString(),
  });
  if (outcome === 'created') return `Created the tenant ${id} (${name}).`;
  refuseOtherTenants(await deps.tenants.get(id), command, administrator);
  return `The tenant ${id} was there already.`;
}

/** Whoever becomes an administrator reads everything of the tenant: it must be the one that was meant. */
function refuseOtherTenants(
  known: Pick<Tenant, 'name'> | undefined,
  { id, idGiven, name, email }: CreateTenant,
  administrator: Administrator | undefined,
): void {
  if (known?.name !== name) {
    throw new TenantRefused(
      `The id ${id} belongs to the tenant ${known?.name ?? 'that was just created'}, not to ${name}. ` +
        'Choose another id with --id, or write the name of that tenant.',
    );
  }
  if (!idGiven && administrator?.role !== FULL_ROLE) {
    throw new TenantRefused(
      `A tenant ${id} (${name}) is there already, and ${email} is not one of its administrators. ` +
        `To add this administrator to it, repeat the command with --id ${id}; ` +
        'for another company of the same name, choose another id with --id.',
    );
  }
}
