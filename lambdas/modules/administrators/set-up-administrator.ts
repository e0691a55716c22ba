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
  /** Read now, never remembered: a suspended company lets nobody in. */
  readonly tenants: TenantReader;
  readonly accounts: Pick<AccountsByKind, 'findLocal' | 'findExternal'>;
  readonly directory: AdministratorDirectory;
  readonly remover: UserRemover;
  readonly clock: Clock;
  readonly random: Random;
}

/** The values that the person submits. */
export interface SetupSubmission {
  readonly name: string;
  readonly password: string;
}

/**
 * Reads what a setup link offers. Changes nothing, ever: mail scanners open every link.
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
 * Sets up the account behind a link: `repeated` when this very submission had done so before.
 *
 * @throws {FoyerError} as {@link setUp} and {@link getSetupByToken}
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
 * Makes the account of an invited administrator and lets the person in. It claims first, so that two submissions cannot
 * both choose a password, and sets the password last but one: only the record, written at the end, lets anybody sign in.
 * Every step may be repeated.
 *
 * @throws {FoyerError} `acceptance_in_progress`, `user_already_exists`, `password_policy`, `feature_not_available`,
 * `not_found` for one that was removed meanwhile, `temporarily_unavailable`
 */
export async function setUp(
  deps: SetupDeps,
  known: Administrator,
  how: SetupSubmission & { readonly claimId: string; readonly hash?: string },
): Promise<{ readonly administrator: Administrator; readonly repeated: boolean }> {
  const { name, password, claimId, hash } = how;
  const claim: SetupClaim = { tenantId: known.tenantId, administratorId: known.id, claimId };
  const administrator = await claimed(deps, claim, name, hash);
  if (administrator.status === 'active') return { administrator, repeated: true };
  const userId = await releasingOnRefusal(deps, claim, async () => {
    const made = await ensureUser(deps, administrator);
    await deps.directory.setPassword(made, password);
    requireOpen(administrator, await tenantOf(deps, administrator), deps.clock.now(), true);
    return made;
  });
  const done = await deps.setups.complete(administrator, claimId, userId, deps.clock.now());
  if (done !== undefined) return { administrator: done, repeated: false };
  return settled(deps, claim, userId);
}

/** Finds out why a setup could not end: the same submission, sent twice, was faster; or the administrator was removed. */
async function settled(deps: SetupDeps, claim: SetupClaim, userId: string) {
  const current = await deps.setups.get(claim.tenantId, claim.administratorId);
  if (current === undefined) {
    // The reconciler may have looked for the account before it was there.
    await deps.remover.remove(userId);
    throw unknownLink();
  }
  if (current.status === 'active' && current.claim?.id === claim.claimId)
    return { administrator: current, repeated: true };
  throw inProgress(current, deps.clock.now());
}

async function claimed(
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

/** Makes the user, or goes on with the one that an earlier attempt of the same administrator made. */
async function ensureUser(deps: SetupDeps, administrator: Administrator): Promise<string> {
  const { id, tenantId, address } = administrator;
  if ((await deps.accounts.findExternal(address)) !== undefined) throw taken();
  const user = { address, tenantId, administratorId: id };
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
    'The account cannot be set up right now. Try again in a moment.',
    { retryAfterSeconds: 3 },
  );
}

/** A refusal for good frees the link at once; anything else keeps the claim, to be rolled forward. */
async function releasingOnRefusal<T>(
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
  // Without one of the links, nobody learns anything.
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

/** @throws {FoyerError} `invitation_accepted`, `invitation_expired`, `feature_not_available`, each with who invited. */
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
    throw new FoyerError('invitation_accepted', 'This link has been used. Sign in instead.', {
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
      'This company is suspended and lets nobody in. Keep the link: it may work again later.',
      { ended },
    );
}

/** The same answer for a link that never was one, and for one that was replaced or whose administrator was removed. */
function unknownLink(): FoyerError {
  return new FoyerError(
    'not_found',
    'This link is not valid. Use the link in the latest email, or ask another administrator of your company to resend it.',
  );
}

function inProgress({ leaseUntil }: Administrator, now: Date): FoyerError {
  const left = Date.parse(leaseUntil ?? now.toISOString()) - now.getTime();
  return new FoyerError('acceptance_in_progress', 'This account is being set up right now.', {
    retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)),
  });
}

function taken(): FoyerError {
  return new FoyerError(
    'user_already_exists',
    'This email address already has an account. Ask another administrator of your company to use another address.',
  );
}

/** The same key with the same name is the same submission; without a key each is one of its own. */
function claimIdOf(
  random: Random,
  { administratorId, hash }: SetupKey,
  name: string,
  idempotencyKey: string | undefined,
): string {
  if (idempotencyKey === undefined) return random(16).toString('base64url');
  return digest(administratorId, hash, idempotencyKey, canonicalJson({ name })).slice(0, 22);
}
