import { requireVersion } from '../http/entity-tag.ts';
import type { Accounts, ExistingUser } from '../identity/accounts.ts';
import { asKeyInUse } from '../invitations/idempotency.ts';
import { type QuotaStore, tooManyEmailsError } from '../invitations/rate-limits.ts';
import { type Clock, isoAfter } from '../platform/clock.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { FoyerError } from '../platform/errors.ts';
import { creationOf, sameCreation } from '../platform/idempotency.ts';
import type { Random } from '../platform/ids.ts';
import type { AdministratorRole } from '../platform/scopes.ts';
import type { TenantRules } from '../records/tenant-settings.ts';
import { requireDeliverable } from '../suppressions/require-deliverable.ts';
import type { SuppressionReader } from '../suppressions/suppression-store.ts';
import {
  type Administrator,
  type AdministratorActor,
  type AdministratorReader,
  ADMINISTRATORS_MAX,
  SETUP_LINK_TIME,
} from './administrator.ts';
import type { AdministratorChange, AdministratorStore } from './administrator-store.ts';

/** Dependencies for managing a tenant's administrators. */
export interface ManageAdministratorsDeps {
  readonly administrators: AdministratorReader;
  readonly administratorChanges: AdministratorStore;
  readonly accounts: Pick<Accounts, 'find'>;
  readonly suppressions: SuppressionReader;
  readonly rules: {
    rulesFor(tenantId: string): Promise<{
      readonly defaultLocale: TenantRules['defaultLocale'];
      readonly limits: TenantRules['limits'];
    }>;
  };
  /**
   * Counts setup emails toward the hourly invitation limit, so that a stolen token cannot be used to flood strangers
   * with email.
   */
  readonly quotas: QuotaStore;
  readonly clock: Clock;
  readonly random: Random;
}

/** The administrator of the tenant, or the operator of the installation, on whose behalf a change is made. */
export interface Manager extends AdministratorActor {
  readonly tenantId: string;
}

/** An administrator to add. */
export interface NewAdministrator {
  readonly email: string;
  readonly name?: string | undefined;
  readonly role: AdministratorRole;
  readonly locale?: string | undefined;
}

/** The administrator that a command is for, and the expected version. */
export interface AdministratorCommand {
  readonly id: string;
  readonly ifMatch?: string | undefined;
}

/**
 * Creates an administrator and queues the email with the setup link. With `quietly`, no email is queued, because the
 * account is set up in the next step.
 *
 * @throws {FoyerError} `user_already_exists`, `email_suppressed`, `administrator_limit_reached`, `rate_limited`,
 * `idempotency_key_reused`, `temporarily_unavailable`
 */
export async function createAdministrator(
  deps: ManageAdministratorsDeps,
  by: Manager,
  wanted: NewAdministrator,
  { idempotencyKey, quietly = false }: { idempotencyKey?: string | undefined; quietly?: boolean },
): Promise<Administrator> {
  const { tenantId } = by;
  const { defaultLocale, limits } = await deps.rules.rulesFor(tenantId);
  const administrator = draft(deps, by, wanted, { defaultLocale, idempotencyKey, quietly });
  if (idempotencyKey !== undefined) {
    const earlier = await deps.administrators.get(tenantId, administrator.id);
    if (earlier !== undefined) return sameCreation(earlier, administrator.fingerprint);
    // Otherwise, the ID would be reused, along with the account that is about to be deleted.
    if (await deps.administratorChanges.wasRemoved(tenantId, administrator.id))
      throw new FoyerError(
        'idempotency_key_reused',
        'This request created an administrator who has been deleted. Use a new Idempotency-Key.',
      );
  }
  await requireNoAccount(deps, administrator);
  if (!quietly) await requireDeliverable(deps, administrator.address);
  const at = deps.clock.now();
  if (!quietly) await deps.quotas.take(by, limits, at);
  const outcome = await addTo(deps, administrator, limits.mailsPerRecipientPerDay);
  if (!quietly && outcome !== 'added') await deps.quotas.giveBack(by, at);
  switch (outcome) {
    case 'added':
      return administrator;
    case 'exists': {
      const earlier = await deps.administrators.get(tenantId, administrator.id);
      if (earlier !== undefined) return sameCreation(earlier, administrator.fingerprint);
      throw changedMeanwhile();
    }
    case 'taken':
      throw alreadyAdministrator();
    case 'full':
      throw new FoyerError(
        'administrator_limit_reached',
        `The company has reached its limit of ${ADMINISTRATORS_MAX} administrators. Remove one who no longer needs access.`,
      );
    case 'flooded':
      throw tooManyEmailsError(deps.clock.now());
  }
}

async function addTo(
  deps: ManageAdministratorsDeps,
  administrator: Administrator,
  mailsPerDay: number,
) {
  try {
    return await deps.administratorChanges.add(administrator, mailsPerDay);
  } catch (error) {
    throw administrator.fingerprint === undefined ? error : asKeyInUse(error);
  }
}

function draft(
  { clock, random }: ManageAdministratorsDeps,
  { id: byId, name: byName, tenantId }: Manager,
  wanted: NewAdministrator,
  options: {
    readonly defaultLocale: string;
    readonly idempotencyKey: string | undefined;
    readonly quietly: boolean;
  },
): Administrator {
  const { email, name, role, locale } = wanted;
  const { idempotencyKey, quietly, defaultLocale } = options;
  const now = clock.now();
  const at = now.toISOString();
  const by = { id: byId, name: byName };
  return {
    ...creationOf('adm', { id: byId, tenantId, idempotencyKey }, wanted, random),
    tenantId,
    email,
    address: normalized(email),
    name,
    role,
    status: 'invited',
    locale: locale ?? defaultLocale,
    ...{ createdAt: at, createdBy: by, updatedAt: at, updatedBy: by, version: 1 },
    expiresAt: isoAfter(now, SETUP_LINK_TIME),
    tokenHashes: new Set(),
    delivery: quietly
      ? { status: 'none', updatedAt: at, sends: 0 }
      : { status: 'queued', updatedAt: at, sends: 1 },
  };
}

/** Returns the normalized address, which the request schema has already validated. */
function normalized(email: string): string {
  const parsed = parseEmailAddress(email);
  if ('problem' in parsed) throw new Error('The email address was not validated.');
  return parsed.normalized;
}

/**
 * Requires that the address has no account. An address can have only one account in an installation, as a contact or as
 * an administrator.
 */
async function requireNoAccount(
  deps: ManageAdministratorsDeps,
  { tenantId, address }: Administrator,
): Promise<void> {
  const user = await deps.accounts.find(address);
  if (user?.registered !== true) return;
  if (await isOrphanedUser(deps.administrators, tenantId, user)) return;
  if (user.administratorId !== undefined && user.tenantId === tenantId)
    throw alreadyAdministrator();
  throw new FoyerError(
    'user_already_exists',
    'This email address already has an account. Use a different address.',
    { errors: [{ path: 'email', message: 'This address already has an account.' }] },
  );
}

/** Returns true if a user in the pool was left behind by a removed administrator of the tenant. */
export async function isOrphanedUser(
  administrators: AdministratorReader,
  tenantId: string,
  user: Pick<ExistingUser, 'administratorId' | 'tenantId'>,
): Promise<boolean> {
  if (user.administratorId === undefined || user.tenantId !== tenantId) return false;
  return (await administrators.get(tenantId, user.administratorId)) === undefined;
}

/** @throws {FoyerError} `not_found` */
export async function getAdministrator(
  { administrators }: Pick<ManageAdministratorsDeps, 'administrators'>,
  tenantId: string,
  id: string,
): Promise<Administrator> {
  const administrator = await administrators.get(tenantId, id);
  if (administrator === undefined)
    throw new FoyerError('not_found', 'The administrator does not exist.');
  return administrator;
}

/**
 * Updates the name or the role. A new role takes effect within 30 seconds, which is how long API Gateway
 * caches the authorizer's response.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `last_administrator`
 */
export async function updateAdministrator(
  deps: ManageAdministratorsDeps,
  by: Manager,
  { id, ifMatch }: AdministratorCommand,
  change: AdministratorChange,
): Promise<Administrator> {
  const administrator = await getAdministrator(deps, by.tenantId, id);
  requireVersion(ifMatch, administrator.version);
  if (Object.keys(change).length === 0) return administrator;
  const deed = { by: { id: by.id, name: by.name }, at: deps.clock.now() };
  const outcome = await deps.administratorChanges.change(administrator, change, deed);
  if (outcome === 'changed') throw changedMeanwhile();
  if (outcome === 'last') throw lastAdministrator();
  return outcome;
}

/**
 * Emails a new setup link to an administrator who has not set up the account. Earlier links stop working.
 *
 * @throws {FoyerError} `not_found`, `administrator_active`, `email_suppressed`, `rate_limited`,
 * `temporarily_unavailable`
 */
export async function resendSetupMail(
  deps: ManageAdministratorsDeps,
  by: Manager,
  id: string,
): Promise<Administrator> {
  const administrator = await getAdministrator(deps, by.tenantId, id);
  if (administrator.status === 'active')
    throw new FoyerError(
      'administrator_active',
      'This administrator has already set up the account. A forgotten password can be reset on the sign-in page.',
    );
  await requireDeliverable(deps, administrator.address);
  const at = deps.clock.now();
  const { limits } = await deps.rules.rulesFor(by.tenantId);
  await deps.quotas.take(by, limits, at);
  const outcome = await deps.administratorChanges.renew(administrator, {
    by: { id: by.id, name: by.name },
    at,
    expiresAt: isoAfter(at, SETUP_LINK_TIME),
    mailsPerDay: limits.mailsPerRecipientPerDay,
  });
  if (typeof outcome !== 'string') return outcome;
  await deps.quotas.giveBack(by, at);
  throw outcome === 'flooded' ? tooManyEmailsError(at) : changedMeanwhile();
}

/**
 * Removes an administrator. Access ends with the record. The reconciler deletes the account from the user pool.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `last_administrator` unless `force`
 */
export async function removeAdministrator(
  deps: ManageAdministratorsDeps,
  by: Manager,
  { id, ifMatch }: AdministratorCommand,
  { force = false } = {},
): Promise<Administrator> {
  const administrator = await getAdministrator(deps, by.tenantId, id);
  requireVersion(ifMatch, administrator.version);
  const deed = { by: { id: by.id, name: by.name }, at: deps.clock.now(), force };
  const outcome = await deps.administratorChanges.remove(administrator, deed);
  if (outcome === 'changed') throw changedMeanwhile();
  if (outcome === 'last') throw lastAdministrator();
  return administrator;
}

function alreadyAdministrator(): FoyerError {
  const message = 'This email address belongs to an administrator of this company.';
  return new FoyerError('user_already_exists', message, { errors: [{ path: 'email', message }] });
}

function lastAdministrator(): FoyerError {
  return new FoyerError(
    'last_administrator',
    'This is the last active administrator with the role "administrators". Give the role to someone else first.',
  );
}

function changedMeanwhile(): FoyerError {
  return new FoyerError(
    'temporarily_unavailable',
    'Another change to this administrator is in progress. Try again.',
    { retryAfterSeconds: 1 },
  );
}
