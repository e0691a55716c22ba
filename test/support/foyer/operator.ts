import { execFile } from 'node:child_process';
import { join } from 'node:path';

import { inject } from 'vitest';

import { projectRoot } from '../../../local/paths.ts';

/** The output and exit code of an operator command. */
export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly complaint: string;
}

/** Runs `npm run admin -- …` in a separate process against the Foyer of the end-to-end tests. */
export async function admin(...args: readonly string[]): Promise<Ended> {
  const where = ['--stage', 'local', '--state-dir', inject('stateDir')];
  return new Promise((resolve) => {
    const program = join(projectRoot, 'bin/admin.ts');
    const run = execFile(process.execPath, [program, ...args, ...where], (_, out, complaint) => {
      resolve({ code: run.exitCode ?? -1, out, complaint });
    });
  });
}

/** Runs a command that must succeed, and returns its output as data. */
export async function adminData(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, out, complaint } = await admin(...args, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${complaint}`);
  return JSON.parse(out) as Record<string, unknown>;
}
