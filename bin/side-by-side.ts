import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

/** A command, and what it is called where it is reported. */
export interface Task {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

/**
 * Runs tasks side by side, in their order as soon as there is a processor for each: the longest should come first. What they
 * say is shown line by line, and how long each took.
 *
 * @returns the names of those that failed
 */
export async function sideBySide(
  tasks: readonly Task[],
  atOnce = availableParallelism(),
): Promise<string[]> {
  const waiting = tasks.values();
  const running = new Set<ChildProcess>();
  const failed: string[] = [];
  const stop = () => {
    for (const child of running) child.kill();
  };
  // A terminal interrupts every program that was started from it; here it is only waited for.
  process.on('SIGINT', doNothing).on('SIGTERM', stop);
  const lane = async () => {
    for (const task of waiting) if (!(await succeeds(task, running))) failed.push(task.name);
  };
  await Promise.all(Array.from({ length: Math.max(2, atOnce) }, lane));
  process.off('SIGINT', doNothing).off('SIGTERM', stop);
  return failed;
}

async function succeeds({ name, command }: Task, running: Set<ChildProcess>): Promise<boolean> {
  const began = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    // Through a pipe, programs take away the colors that a terminal shows.
    env: { ...(process.stdout.isTTY && { FORCE_COLOR: '1' }), ...process.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line);
  });
  createInterface({ input: child.stderr }).on('line', (line) => {
    console.error(line);
  });
  const code = await new Promise<number>((settle, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => {
      settle(exitCode ?? 1);
    });
  });
  running.delete(child);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(
    `\n${code === 0 ? '✓' : '✗'} ${name}: ${code === 0 ? '' : 'failed after '}${seconds} s`,
  );
  return code === 0;
}

function doNothing(): void {
  // Waits for those that were interrupted.
}
