import type { NewTenant, Tenant } from '../../lambdas/tenants/tenant.ts';
import type { ExistingUser, NewAdministrator } from './administrators.ts';
import { Refused } from './errors.ts';

/** What creating a tenant needs. */
export interface CreateTenantDeps {
  readonly tenants: {
    get(id: string): Promise<Pick<Tenant, 'name'> | undefined>;
    create(tenant: NewTenant): Promise<'created' | 'exists'>;
  };
  readonly administrators: {
    find(email: string): Promise<ExistingUser | undefined>;
    create(administrator: NewAdministrator): Promise<void>;
    mailAgain(email: string): Promise<void>;
    promote(email: string): Promise<void>;
    setPassword(email: string, password: string): Promise<void>;
  };
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
  /** A password that stays, instead of a temporary one by mail: for a local AWS only. */
  readonly password?: string;
  /** Mails another temporary password to an administrator who never signed in. */
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
  const user = await deps.administrators.find(command.email);
  if (user !== undefined) refuseStrangers(user, command);
  const tenant = await ensureTenant(deps, command, user);
  return [tenant, ...(await ensureAdministrator(deps, command, user))];
}

function refuseStrangers(user: ExistingUser, { id, email }: CreateTenant): void {
  if (user.tenantId !== id) {
    throw new AddressRefused(
      `${email} has an account that belongs to ${user.tenantId ?? 'no tenant'}. Take another address.`,
    );
  }
  if (user.wasInvited && !user.isAdministrator) {
    throw new AddressRefused(
      `${email} is an invited customer of ${id}, not an administrator. Take another address.`,
    );
  }
}

async function ensureTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
  user: ExistingUser | undefined,
): Promise<string> {
  const { id, name, branding = {} } = command;
  const outcome = await deps.tenants.create({
    id,
    name,
    branding,
    createdAt: deps.now().toISOString(),
  });
  if (outcome === 'created') return `Created the tenant ${id} (${name}).`;
  refuseOtherTenants(await deps.tenants.get(id), command, user);
  return `The tenant ${id} was there already.`;
}

/** Whoever becomes an administrator reads everything of the tenant: it must be the one that was meant. */
function refuseOtherTenants(
  known: Pick<Tenant, 'name'> | undefined,
  { id, idGiven, name, email }: CreateTenant,
  user: ExistingUser | undefined,
): void {
  if (known?.name !== name) {
    throw new TenantRefused(
      `The id ${id} belongs to the tenant ${known?.name ?? 'that was just created'}, not to ${name}. ` +
        'Choose another id with --id, or write the name of that tenant.',
    );
  }
  if (!idGiven && user?.isAdministrator !== true) {
    throw new TenantRefused(
      `A tenant ${id} (${name}) is there already, and ${email} is not one of its administrators. ` +
        `To add this administrator to it, repeat the command with --id ${id}; ` +
        'for another company of the same name, choose another id with --id.',
    );
  }
}

async function ensureAdministrator(
  deps: CreateTenantDeps,
  command: CreateTenant,
  user: ExistingUser | undefined,
): Promise<string[]> {
  const { administrators } = deps;
  const { id, email, adminName, password } = command;
  if (user === undefined) {
    const quietly = password !== undefined;
    await administrators.create({ email, name: adminName, tenantId: id, quietly });
  }
  if (user?.isAdministrator !== true) await administrators.promote(email);
  const pending = user === undefined || user.neverSignedIn;
  if (password !== undefined && pending) await administrators.setPassword(email, password);
  if (user === undefined) return [createdSentence(command)];
  if (!pending || password !== undefined) return [`${email} is an administrator of ${id}.`];
  return [await remind(deps, command)];
}

function createdSentence({ id, email, password }: CreateTenant): string {
  return password === undefined
    ? `Created ${email} as an administrator of ${id}. Cognito has mailed a temporary password, valid for seven days.`
    : `Created ${email} as an administrator of ${id}.`;
}

async function remind(
  { administrators }: CreateTenantDeps,
  { id, email, resend }: CreateTenant,
): Promise<string> {
  if (resend !== true) {
    return `${email} is an administrator of ${id} and has not signed in yet. --resend mails another temporary password.`;
  }
  await administrators.mailAgain(email);
  return `Mailed another temporary password to ${email}, an administrator of ${id}.`;
}
