import type { SetupStore } from '../modules/administrators/setup-store.ts';
import type {
  UnfinishedAdministrator,
  UnfinishedAdministrators,
} from '../modules/administrators/unfinished-administrators.ts';
import type { UserFinder, UserRemover } from '../modules/identity/user-pool.ts';
import type { MailQueue } from '../modules/mail/mail-queue.ts';
import type { Clock } from '../modules/platform/clock.ts';

/** The dependencies for finishing interrupted work on administrators. */
export interface AdministratorWorkDeps {
  readonly unfinishedAdministrators: UnfinishedAdministrators;
  readonly setups: Pick<SetupStore, 'get' | 'complete' | 'release'>;
  readonly users: Pick<UserFinder, 'find'>;
  readonly remover: UserRemover;
  readonly mailQueue: MailQueue;
  readonly clock: Clock;
}

/** The result of a task, or `undefined` if another process has finished it. */
export type AdministratorResult = 'completed' | 'undone' | 'requeued' | 'removed' | undefined;

/** A task to finish. Safe to repeat. */
export interface AdministratorTask {
  readonly administratorId: string;
  readonly finish: () => Promise<AdministratorResult>;
}

/**
 * Returns the unfinished tasks for administrators: lost emails, interrupted setups, and accounts of former
 * administrators.
 */
export async function administratorTasks(
  deps: AdministratorWorkDeps,
  { claimsBefore, mailsBefore, limit }: { claimsBefore: Date; mailsBefore: Date; limit: number },
): Promise<AdministratorTask[]> {
  const { unfinishedAdministrators: unfinished } = deps;
  const claims = await unfinished.lapsedClaims(claimsBefore, limit);
  const mails = await unfinished.waitingMails(mailsBefore, limit);
  const former = await unfinished.former(deps.clock.now(), limit);
  const task =
    (
      finish: (
        deps: AdministratorWorkDeps,
        one: UnfinishedAdministrator,
      ) => Promise<AdministratorResult>,
    ) =>
    (one: UnfinishedAdministrator): AdministratorTask => ({
      administratorId: one.administratorId,
      finish: () => finish(deps, one),
    });
  return [
    ...claims.map(task(settleSetup)),
    ...mails.map(task(requeueSetupMail)),
    ...former.map(task(removeFormerAdministrator)),
  ];
}

/**
 * Settles an interrupted setup. If the password was set, completes the setup, because nothing shows that it failed.
 * Otherwise, the link works again.
 */
async function settleSetup(
  { setups, users, clock }: AdministratorWorkDeps,
  { tenantId, administratorId }: UnfinishedAdministrator,
): Promise<AdministratorResult> {
  const administrator = await setups.get(tenantId, administratorId);
  const claimId = administrator?.claim?.id;
  if (administrator?.status !== 'invited' || claimId === undefined) return undefined;
  // Another request has claimed it since the index was read.
  if ((administrator.leaseUntil ?? '') > clock.now().toISOString()) return undefined;
  const user = await users.find(administrator.address);
  const isOwn = user?.administratorId === administratorId && user.tenantId === tenantId;
  if (isOwn && user.hasPassword) {
    const done = await setups.complete(administrator, claimId, user.userId, clock.now());
    return done === undefined ? undefined : 'completed';
  }
  await setups.release({ tenantId, administratorId, claimId });
  return 'undone';
}

/**
 * Queues a setup email again. The record shows that it is due, and the queue only speeds it up: a message that is
 * delivered twice is sent once.
 */
async function requeueSetupMail(
  { unfinishedAdministrators, mailQueue, clock }: AdministratorWorkDeps,
  waiting: UnfinishedAdministrator,
): Promise<AdministratorResult> {
  const now = clock.now();
  const administrator = await unfinishedAdministrators.postponeMail(waiting, now);
  if (administrator === undefined) return undefined;
  const { tenantId, id: administratorId, delivery } = administrator;
  try {
    await mailQueue.enqueue({ tenantId, administratorId, send: delivery.sends }, tenantId);
  } catch (error) {
    // Restores the original time, so that the next run finds it, rather than a run hours later.
    const postponed = { ...waiting, since: now.toISOString() };
    await unfinishedAdministrators.postponeMail(postponed, new Date(waiting.since));
    throw error;
  }
  return 'requeued';
}

/**
 * Removes the account of a former administrator. A setup that was in progress during the removal may have created an
 * account that no record names.
 */
async function removeFormerAdministrator(
  { unfinishedAdministrators, users, remover, clock }: AdministratorWorkDeps,
  one: UnfinishedAdministrator,
): Promise<AdministratorResult> {
  const former = await unfinishedAdministrators.readFormer(one);
  if (former === undefined) return undefined;
  const user = await users.find(former.address);
  const isTheirs = user?.administratorId === one.administratorId && user.tenantId === one.tenantId;
  if (isTheirs) await remover.remove(user.userId);
  // Comes last, because while the record exists, a retry can tell what is left to remove.
  await unfinishedAdministrators.forget(one, clock.now());
  return isTheirs ? 'removed' : undefined;
}
