import { type ChildProcess, spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';

/** A command, and its name in the output. */
export interface Task {
  readonly name: string;
  readonly command: readonly [program: string, ...args: string[]];
}

/**
 * Runs tasks in parallel, in order, each as soon as a CPU core is free: put the longest first. Prints their output line
 * by line, and how long each task took.
 *
 * @returns the names of the failed tasks.
 */
export async function runInParallel(
  tasks: readonly Task[],
  concurrency = availableParallelism(),
): Promise<string[]> {
  const waiting = tasks.values();
  const running = new Set<ChildProcess>();
  const failed: string[] = [];
  const stop = () => {
    for (const child of running) child.kill();
  };
  // The terminal also interrupts the tasks, so this process only waits for them.
  process.on('SIGINT', ignore).on('SIGTERM', stop);
  const worker = async () => {
    for (const task of waiting) if (!(await succeeds(task, running))) failed.push(task.name);
  };
  await Promise.all(Array.from({ length: Math.max(2, concurrency) }, worker));
  process.off('SIGINT', ignore).off('SIGTERM', stop);
  return failed;
}

async function succeeds({ name, command }: Task, running: Set<ChildProcess>): Promise<boolean> {
  const startedAt = performance.now();
  const [program, ...args] = command;
  const child = spawn(program, args, {
    // Programs omit colors when they write to a pipe.
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
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  console.log(
    `\n${code === 0 ? '✓' : '✗'} ${name}: ${code === 0 ? '' : 'failed after '}${seconds} s`,
  );
  return code === 0;
}

function ignore(): void {
  // A listener keeps the signal from ending this process.
}
