import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { startLocal } from '../../../local/local-foyer.ts';
import type { LocalOutputs } from '../../../local/outputs.ts';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The outputs of the service under test. */
    foyer: LocalOutputs;
    /** The directory in which that instance stores its files. */
    stateDir: string;
  }
}

/** Starts a complete Foyer for the end-to-end tests, separate from a developer's. Returns a function that stops it. */
export default async function startFoyer(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), 'foyer-end-to-end-'));
  const foyer = await startLocal({
    stateDir,
    watch: false,
    port: await freePort(),
    mailboxPort: await freePort(),
    loginPort: await freePort(),
    awsPort: await freePort(),
  });
  project.provide('foyer', foyer.outputs);
  project.provide('stateDir', stateDir);
  return async () => {
    await foyer.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
}
