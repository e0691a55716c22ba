import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import * as z from 'zod';

import { LocalFailure } from './errors.ts';
import { type Emulator, workDirectoryPrefix } from './ministack/emulator.ts';
import { displayPath } from './paths.ts';
import { startTimeOf, stopOrphan } from './process-group.ts';

const processSchema = z.object({ pid: z.int().positive(), startedAt: z.string() });

const lockSchema = z.object({
  foyer: processSchema,
  siteUrl: z.string(),
  emulator: processSchema.extend({ workDirectory: z.string() }).optional(),
});
type LockContent = z.infer<typeof lockSchema>;

/** The lock of a running instance on its state folder. */
export interface InstanceLock {
  /** Records the address of this instance, and the emulator that a later one must clean up if this one is killed. */
  update(siteUrl: string, emulator: Pick<Emulator, 'pid' | 'workDirectory'>): Promise<void>;
  release(): Promise<void>;
}

/**
 * Locks the state folder for this process, and cleans up after an instance that was killed.
 * @throws {LocalFailure} if another process holds the lock.
 */
export async function acquireLock(path: string): Promise<InstanceLock> {
  await mkdir(dirname(path), { recursive: true });
  const previous = await readLock(path);
  if (previous !== undefined) await cleanUpAfter(previous, path);
  await rm(path, { force: true });
  const foyer = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' };
  await createExclusively(path, { foyer, siteUrl: '' });
  return {
    async update(siteUrl, { pid, workDirectory }) {
      const emulator = { pid, startedAt: startTimeOf(pid) ?? '', workDirectory };
      await writeFile(path, JSON.stringify({ foyer, siteUrl, emulator } satisfies LockContent));
    },
    release: () => rm(path, { force: true }),
  };
}

async function cleanUpAfter(previous: LockContent, path: string): Promise<void> {
  if (startTimeOf(previous.foyer.pid) === previous.foyer.startedAt)
    throw alreadyRunning(previous, path);
  const { emulator } = previous;
  if (emulator === undefined) return;
  await stopOrphan(emulator.pid, emulator.startedAt);
  if (emulator.workDirectory.startsWith(workDirectoryPrefix)) {
    await rm(emulator.workDirectory, { recursive: true, force: true });
  }
}

function alreadyRunning({ foyer, siteUrl }: LockContent, path: string): LocalFailure {
  return new LocalFailure(
    siteUrl === ''
      ? `Foyer is already starting (process ${foyer.pid}).`
      : `Foyer is already running at ${siteUrl} (process ${foyer.pid}).`,
    `Use that instance, or stop it with Ctrl-C in its terminal. To run a second one, give it its own folder: ` +
      `npm start -- --state-dir ${displayPath(join(dirname(path), 'another'))}`,
  );
}

async function createExclusively(path: string, content: LockContent): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(content));
    await file.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new LocalFailure(
      'Another instance of Foyer was started at the same time.',
      'Wait until that instance is running.',
    );
  }
}

async function readLock(path: string): Promise<LockContent | undefined> {
  try {
    return lockSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
