import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { LocalFailure } from './failure.ts';
import { workDirectoryPrefix, type Emulator } from './ministack.ts';
import { readable } from './places.ts';
import { startTimeOf, stopLeftover } from './process-group.ts';

const processSchema = z.object({ pid: z.int().positive(), startedAt: z.string() });

const runSchema = z.object({
  foyer: processSchema,
  siteUrl: z.string(),
  emulator: processSchema.extend({ workDirectory: z.string() }).optional(),
});
type Run = z.infer<typeof runSchema>;

/** The mark that an instance is running with a state folder. */
export interface RunFile {
  /** Notes where this run is, and what a later one has to clean up should this one be killed. */
  note(siteUrl: string, emulator: Pick<Emulator, 'pid' | 'workDirectory'>): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the state folder for this process, and clears away what a run that was killed left behind.
 * @throws LocalFailure when another process uses it.
 */
export async function claimRunFile(path: string): Promise<RunFile> {
  await mkdir(dirname(path), { recursive: true });
  const earlier = await readRun(path);
  if (earlier !== undefined) await settleEarlier(earlier, path);
  await rm(path, { force: true });
  const foyer = { pid: process.pid, startedAt: startTimeOf(process.pid) ?? '' };
  await createExclusively(path, { foyer, siteUrl: '' });
  return {
    async note(siteUrl, { pid, workDirectory }) {
      const emulator = { pid, startedAt: startTimeOf(pid) ?? '', workDirectory };
      await writeFile(path, JSON.stringify({ foyer, siteUrl, emulator } satisfies Run));
    },
    release: () => rm(path, { force: true }),
  };
}

async function settleEarlier(earlier: Run, path: string): Promise<void> {
  if (startTimeOf(earlier.foyer.pid) === earlier.foyer.startedAt)
    throw alreadyRunning(earlier, path);
  const { emulator } = earlier;
  if (emulator === undefined) return;
  await stopLeftover(emulator.pid, emulator.startedAt);
  if (emulator.workDirectory.startsWith(workDirectoryPrefix)) {
    await rm(emulator.workDirectory, { recursive: true, force: true });
  }
}

function alreadyRunning({ foyer, siteUrl }: Run, path: string): LocalFailure {
  return new LocalFailure(
    siteUrl === ''
      ? `Foyer is being started by process ${foyer.pid}.`
      : `Foyer is already running at ${siteUrl} (process ${foyer.pid}).`,
    `Use that one, or stop it with Ctrl-C in its terminal. To run another beside it, give that a folder of its own: ` +
      `npm start -- --state-dir ${readable(join(dirname(path), 'another'))}`,
  );
}

async function createExclusively(path: string, run: Run): Promise<void> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(JSON.stringify(run));
    await file.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    throw new LocalFailure(
      'Foyer is being started twice at the same moment.',
      'One of the two goes on; wait for it.',
    );
  }
}

async function readRun(path: string): Promise<Run | undefined> {
  try {
    return runSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}
