import { spawn, spawnSync, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

/** A program and all programs that it starts. */
export interface ProcessGroup {
  readonly pid: number;
  readonly input: Writable | null;
  readonly output: Readable | null;
  readonly errors: Readable | null;
  /** Settles with the exit code of the program itself, or 1 if a signal ended it. */
  readonly ended: Promise<number>;
  /** Terminates the whole group, and kills it after `timeout` milliseconds. */
  stop(timeout?: number): Promise<void>;
}

export interface StartOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
}

const running = new Set<number>();

/**
 * Starts a program as the leader of its own process group, so that it can be stopped along with everything that it
 * starts.
 */
export function startGroup(
  command: string,
  args: readonly string[],
  options: StartOptions,
): Promise<ProcessGroup> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'pipe', ...options, detached: true });
    child.once('error', reject);
    child.once('spawn', () => {
      const pid = child.pid;
      if (pid === undefined) return;
      running.add(pid);
      const ended = new Promise<number>((settle) => {
        child.once('exit', (code) => {
          // Kills the programs that the leader left running.
          signalGroup(pid, 'SIGKILL');
          running.delete(pid);
          settle(code ?? 1);
        });
      });
      resolve({
        pid,
        input: child.stdin,
        output: child.stdout,
        errors: child.stderr,
        ended,
        stop: (timeout) => stopGroup(pid, ended, timeout),
      });
    });
  });
}

/** Kills every group immediately. */
export function killAllGroups(): void {
  for (const pid of running) signalGroup(pid, 'SIGKILL');
}

/** Stops a group that a killed instance left running, if its leader is still the same process. */
export async function stopOrphan(pid: number, startedAt: string): Promise<boolean> {
  if (startTimeOf(pid) !== startedAt) return false;
  signalGroup(pid, 'SIGTERM');
  for (let waited = 0; waited < 3000 && startTimeOf(pid) === startedAt; waited += 100)
    await sleep(100);
  if (startTimeOf(pid) === startedAt) signalGroup(pid, 'SIGKILL');
  return true;
}

/**
 * Returns the start time of a process as an opaque string, or `undefined` if it does not exist. Together with the ID,
 * it distinguishes a process from a later one with the same ID.
 */
export function startTimeOf(pid: number): string | undefined {
  if (process.platform === 'linux') return startTicksOf(pid);
  const { status, stdout } = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  return status === 0 && stdout.trim() !== '' ? stdout.trim() : undefined;
}

function startTicksOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // proc(5): the second field, the name, can contain anything; the state is the third and the start time the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

async function stopGroup(pid: number, ended: Promise<number>, timeout = 5000): Promise<void> {
  if (!running.has(pid)) return;
  signalGroup(pid, 'SIGTERM');
  const kill = setTimeout(() => {
    signalGroup(pid, 'SIGKILL');
  }, timeout);
  await ended;
  clearTimeout(kill);
}

function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch {
    // The group has no processes left.
  }
}
