import type { Tenant } from '../../lambdas/tenants/tenant.ts';
import type { ExistingUser } from './administrators.ts';

/** What creating a tenant needs. */
export interface CreateTenantDeps {
  readonly tenants: {
    get(id: string): Promise<Tenant | undefined>;
    create(tenant: Tenant): Promise<'created' | 'exists'>;
  };
  readonly administrators: {
    find(email: string): Promise<ExistingUser | undefined>;
    create(email: string, tenantId: string, quietly: boolean): Promise<void>;
    mailAgain(email: string): Promise<void>;
    promote(email: string): Promise<void>;
    setPassword(email: string, password: string): Promise<void>;
  };
  readonly now: () => Date;
}

/** A tenant and its first administrator. */
export interface CreateTenant {
  readonly id: string;
  readonly name: string;
  /** Lower case. */
  readonly email: string;
  /** A password that stays, instead of a temporary one by mail: for a local AWS only. */
  readonly password?: string;
  /** Mails another temporary password to an administrator who never signed in. */
  readonly resend?: boolean;
}

/** The address cannot become an administrator of this tenant. Nothing was changed. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Creates a tenant and its first administrator, or what is missing of them: it may be repeated after any failure.
 * @returns what was done, in sentences.
 * @throws AddressRefused when the address belongs to somebody else; that account is not touched.
 */
export async function createTenant(
  deps: CreateTenantDeps,
  command: CreateTenant,
): Promise<string[]> {
  const user = await deps.administrators.find(command.email);
  if (user !== undefined) refuseStrangers(user, command);
  return [await ensureTenant(deps, command), ...(await ensureAdministrator(deps, command, user))];
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

async function ensureTenant(deps: CreateTenantDeps, { id, name }: CreateTenant): Promise<string> {
  const outcome = await deps.tenants.create({
    id,
    name,
    look: {},
    createdAt: deps.now().toISOString(),
  });
  if (outcome === 'created') return `Created the tenant ${id} (${name}).`;
  const known = (await deps.tenants.get(id))?.name;
  return known === name
    ? `The tenant ${id} was there already.`
    : `The tenant ${id} was there already under the name ${known ?? 'unknown'}, which stays.`;
}

async function ensureAdministrator(
  deps: CreateTenantDeps,
  command: CreateTenant,
  user: ExistingUser | undefined,
): Promise<string[]> {
  const { administrators } = deps;
  const { id, email, password } = command;
  if (user === undefined) await administrators.create(email, id, password !== undefined);
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
