import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { startLocal } from '../../../local/local-foyer.ts';
import type { LocalOutputs } from '../../../local/outputs.ts';
import { callsFileIn, type DeployedRole, deployedRoles } from '../permissions/deployed-roles.ts';
import { freePort } from './free-port.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The outputs of the service under test. */
    foyer: LocalOutputs;
    /** The directory in which that instance stores its files. */
    stateDir: string;
    /** Texts of table problems that the instance is allowed to have. */
    accepted: readonly string[];
    /** The roles of that instance's functions, by name. */
    roles: Instance['roles'];
    /** The instances of this run, by the names of their projects. */
    instances: Readonly<Record<string, Instance>> | undefined;
  }
}

/** Determines which function calls fail in the project `unreliable-aws`. Any other value works too. */
const FAULTS_SEED = '1';

/** Returns the file in which an unreliable instance records the faults that it caused. */
export function faultsFileIn(stateDir: string): string {
  return join(stateDir, 'faults.jsonl');
}

/** An instance, for tests that check what happened in it. */
export interface Instance {
  readonly stateDir: string;
  /** The roles of its functions, by name. */
  readonly roles: readonly (readonly [string, DeployedRole])[];
}

/** Starts a complete Foyer for the end-to-end tests, separate from a developer's. Returns a function that stops it. */
export default async function startFoyer(project: TestProject): Promise<() => Promise<void>> {
  const stateDir = await mkdtemp(join(tmpdir(), 'foyer-end-to-end-'));
  const isUnreliable = project.name === 'unreliable-aws';
  const foyer = await startLocal({
    stateDir,
    watch: false,
    callsFile: callsFileIn(stateDir),
    ...(isUnreliable && { faults: { seed: FAULTS_SEED, file: faultsFileIn(stateDir) } }),
    port: await freePort(),
    mailboxPort: await freePort(),
    loginPort: await freePort(),
    awsPort: await freePort(),
  });
  if (isUnreliable) await fetch(`${foyer.outputs.awsEndpoint}/_foyer/faults`, { method: 'POST' });
  project.provide('foyer', foyer.outputs);
  project.provide('stateDir', stateDir);
  // A stream batch that is delivered twice is counted twice until its invitations expire (ADR 0030).
  project.provide('accepted', isUnreliable ? ['open invitations'] : []);
  const roles = [...(await deployedRoles(stateDir, foyer.outputs.awsEndpoint))];
  project.provide('roles', roles);
  const { vitest } = project;
  vitest.provide('instances', {
    ...vitest.getProvidedContext().instances,
    [project.name]: { stateDir, roles },
  });
  return async () => {
    await foyer.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
}
