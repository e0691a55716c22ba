import type { AccountsByKind } from '../identity/accounts.ts';
import type { UserRemover } from '../identity/user-pool.ts';
import { type Clock, isoAfter, SECOND } from '../platform/clock.ts';
import { type EndedInvitation, FoyerError } from '../platform/errors.ts';
import { canonicalJson, digest, type Random } from '../platform/ids.ts';
import { PASSWORD_RULES } from '../platform/sign-up-form.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';
import { CLAIM_LEASE_SECONDS } from '../sign-up/acceptance-rules.ts';
import { requireGoodPassword } from '../sign-up/submission.ts';
import type { TenantReader } from '../tenants/tenant-store.ts';
import { type Administrator, inviterOf } from './administrator.ts';
import type { AdministratorDirectory } from './administrator-directory.ts';
import { isOrphanedUser } from './manage-administrators.ts';
import type { AdministratorSetupResponse } from './responses.ts';
import type { SetupClaim, SetupStore } from './setup-store.ts';
import { readSetupToken, type SetupKey } from './setup-token.ts';

/** Dependencies for setting up an administrator's account. */
export interface SetupDeps {
  readonly setups: SetupStore;
  /** Reads without a cache, so that a company that was just suspended grants no access. */
  readonly tenants: TenantReader;
  readonly accounts: Pick<AccountsByKind, 'findLocal' | 'findExternal'>;
  readonly directory: AdministratorDirectory;
  readonly remover: UserRemover;
  readonly clock: Clock;
  readonly random: Random;
}

/** The values that the person submits in the form. */
export interface SetupSubmission {
  readonly name: string;
  readonly password: string;
}

/**
 * Returns the setup that a link belongs to. Changes nothing, because mail scanners open every link.
 *
 * @throws {FoyerError} `not_found`, `feature_not_available`, `invitation_expired`, `invitation_accepted`
 */
export async function getSetupByToken(
  deps: Pick<SetupDeps, 'setups' | 'tenants' | 'clock'>,
  token: string,
): Promise<AdministratorSetupResponse> {
  const { administrator } = await openedBy(deps, token);
  const tenant = await tenantOf(deps, administrator);
  requireOpen(administrator, tenant, deps.clock.now());
  const { logoUrl, color } = pageBranding(tenant);
  const { email, name, role, locale, expiresAt } = administrator;
  const inviter = inviterOf(administrator);
  return {
    tenant: { name: tenant.name, branding: { logoUrl, color } },
    ...{ email, name, role, locale, expiresAt },
    ...(inviter !== undefined && { invitedBy: { name: inviter } }),
    passwordRules: PASSWORD_RULES,
  };
}

/**
 * Sets up the account that a link belongs to. `repeated` means that an earlier attempt of the same submission already
 * did so.
 *
 * @throws {FoyerError} the errors of {@link setUp} and {@link getSetupByToken}
 */
export async function completeSetup(
  deps: SetupDeps,
  { token, name, password }: SetupSubmission & { readonly token: string },
  idempotencyKey: string | undefined,
): Promise<{ readonly administrator: Administrator; readonly repeated: boolean }> {
  requireGoodPassword(password);
  const { key, administrator } = await openedBy(deps, token);
  const claimId = claimIdOf(deps.random, key, name, idempotencyKey);
  if (administrator.status === 'active' && administrator.claim?.id === claimId)
    return { administrator, repeated: true };
  const tenant = await tenantOf(deps, administrator);
  const isOwn = administrator.claim?.id === claimId;
  requireOpen(administrator, tenant, deps.clock.now(), isOwn);
  return setUp(deps, administrator, { name, password, claimId, hash: key.hash });
}

/**
 * Creates the account of an invited administrator and activates it. Claims the record first, so that two submissions
 * cannot both set a password. The password can be set before the last step, because nobody can sign in until the final
 * write of the record. Every step is idempotent.
 *
 * @throws {FoyerError} `acceptance_in_progress`, `user_already_exists`, `password_policy`, `feature_not_available`,
 * `not_found` if the administrator was removed in the meantime, `temporarily_unavailable`
 */
export async function setUp(
  deps: SetupDeps,
  known: Administrator,
  submission: SetupSubmission & { readonly claimId: string; readonly hash?: string },
): Promise<{ readonly administrator: Administrator; readonly repeated: boolean }> {
  const { name, password, claimId, hash } = submission;
  const claim: SetupClaim = { tenantId: known.tenantId, administratorId: known.id, claimId };
  const administrator = await claimSetup(deps, claim, name, hash);
  if (administrator.status === 'active') return { administrator, repeated: true };
  const userId = await releaseOnRejection(deps, claim, async () => {
    const created = await ensureUser(deps, administrator);
    await deps.directory.setPassword(created, password);
    requireOpen(administrator, await tenantOf(deps, administrator), deps.clock.now(), true);
    return created;
  });
  const done = await deps.setups.complete(administrator, claimId, userId, deps.clock.now());
  if (done !== undefined) return { administrator: done, repeated: false };
  return resolveConflict(deps, claim, userId);
}

/**
 * Handles a setup that could not complete because another copy of the submission finished first or the administrator
 * was removed.
 */
async function resolveConflict(deps: SetupDeps, claim: SetupClaim, userId: string) {
  const current = await deps.setups.get(claim.tenantId, claim.administratorId);
  if (current === undefined) {
    // The reconciler may have looked for the account before it was created.
    await deps.remover.remove(userId);
    throw unknownLink();
  }
  if (current.status === 'active' && current.claim?.id === claim.claimId)
    return { administrator: current, repeated: true };
  throw inProgress(current, deps.clock.now());
}

async function claimSetup(
  deps: SetupDeps,
  claim: SetupClaim,
  name: string,
  hash: string | undefined,
): Promise<Administrator> {
  const now = deps.clock.now();
  const leaseUntil = isoAfter(now, CLAIM_LEASE_SECONDS * SECOND);
  const outcome = await deps.setups.claim(claim, { name, leaseUntil, now, hash });
  if (outcome.claimed) return outcome.administrator;
  const { current } = outcome;
  if (current === undefined) throw unknownLink();
  if (current.status === 'active' && current.claim?.id === claim.claimId) return current;
  if (hash !== undefined && !current.tokenHashes.has(hash)) throw unknownLink();
  requireOpen(current, undefined, now);
  throw inProgress(current, now);
}

/** Creates the user, or continues with the one that an earlier attempt for the same administrator created. */
async function ensureUser(deps: SetupDeps, administrator: Administrator): Promise<string> {
  const { id, tenantId, address, locale } = administrator;
  if ((await deps.accounts.findExternal(address)) !== undefined) throw taken();
  const user = { address, tenantId, administratorId: id, locale };
  const created = await deps.directory.create(user);
  if (created !== 'exists') return created.userId;
  const existing = await deps.accounts.findLocal(address);
  if (existing?.administratorId === id && existing.tenantId === tenantId) return existing.userId;
  if (existing !== undefined) {
    if (!(await isOrphanedUser(deps.setups, tenantId, existing))) throw taken();
    await deps.remover.remove(existing.userId);
  }
  const second = await deps.directory.create(user);
  if (second !== 'exists') return second.userId;
  throw new FoyerError(
    'temporarily_unavailable',
    'The account could not be set up. Try again in a moment.',
    { retryAfterSeconds: 3 },
  );
}

/**
 * Runs `work`. A permanent failure releases the claim immediately. Any other failure keeps it, so that a retry can
 * resume.
 */
async function releaseOnRejection<T>(
  deps: SetupDeps,
  claim: SetupClaim,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      await deps.setups.release(claim);
    throw error;
  }
}

async function openedBy(
  { setups }: Pick<SetupDeps, 'setups'>,
  token: string,
): Promise<{ readonly key: SetupKey; readonly administrator: Administrator }> {
  const key = readSetupToken(token);
  if (key === undefined) throw unknownLink();
  const administrator = await setups.get(key.tenantId, key.administratorId);
  // Reveals nothing to a caller without one of the links.
  if (administrator?.tokenHashes.has(key.hash) !== true) throw unknownLink();
  return { key, administrator };
}

async function tenantOf(
  { tenants }: Pick<SetupDeps, 'tenants'>,
  { tenantId, id }: Administrator,
): Promise<Tenant> {
  const tenant = await tenants.get(tenantId);
  if (tenant === undefined) throw new Error(`Tenant ${tenantId} of ${id} is missing.`);
  return tenant;
}

/** @throws {FoyerError} `invitation_accepted`, `invitation_expired`, `feature_not_available`, each with the company */
function requireOpen(
  { status, expiresAt, locale }: Administrator,
  tenant: Tenant | undefined,
  now: Date,
  claimedInTime = false,
): void {
  const ended: EndedInvitation = {
    locale,
    ...(tenant !== undefined && { tenant: { name: tenant.name, branding: pageBranding(tenant) } }),
  };
  if (status === 'active')
    throw new FoyerError('invitation_accepted', 'This link was already used. Sign in instead.', {
      ended,
    });
  if (!claimedInTime && expiresAt <= now.toISOString())
    throw new FoyerError(
      'invitation_expired',
      'This link has expired. Ask another administrator of your company to resend it.',
      { ended },
    );
  if (tenant?.status === 'suspended')
    throw new FoyerError(
      'feature_not_available',
      'This company is suspended, so the account cannot be set up. Keep the link, because it might work again later.',
      { ended },
    );
}

/**
 * Returns the same error for a link that was never valid, a link that was replaced, and a link whose administrator was
 * removed.
 */
function unknownLink(): FoyerError {
  return new FoyerError(
    'not_found',
    'This link is invalid. Use the link in the latest email, or ask another administrator of your company to resend it.',
  );
}

function inProgress({ leaseUntil }: Administrator, now: Date): FoyerError {
  const left = Date.parse(leaseUntil ?? now.toISOString()) - now.getTime();
  return new FoyerError(
    'acceptance_in_progress',
    'Another setup of this account is in progress. Try again later.',
    { retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)) },
  );
}

function taken(): FoyerError {
  return new FoyerError(
    'user_already_exists',
    'This email address already has an account. Ask another administrator of your company to use a different address.',
  );
}

/** Derives the ID from the key and the name, so that a retry has the same ID. Without a key, the ID is random. */
function claimIdOf(
  random: Random,
  { administratorId, hash }: SetupKey,
  name: string,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined) return random(16).toString('base64url');
  return digest(administratorId, hash, idempotencyKey, canonicalJson({ name })).slice(0, 22);
}
