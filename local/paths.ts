import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of package.json. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** The version of the local AWS emulator. requirements.txt pins the same one. */
export const ministackVersion = '1.5.33';

/** The Python environment of the local AWS emulator. All instances share it, because it is a large download. */
export const virtualEnvironment = join(projectRoot, '.local', `ministack-${ministackVersion}`);

/** The files of one running instance. */
export interface StatePaths {
  readonly directory: string;
  readonly outputs: string;
  readonly lock: string;
  readonly deployLog: string;
  readonly emulatorLog: string;
  readonly cloudAssembly: string;
  readonly pagesCache: string;
}

/** Returns the paths in a state folder. A relative `stateDir` starts from the project. */
export function statePaths(stateDir = '.local'): StatePaths {
  const directory = resolve(projectRoot, stateDir);
  return {
    directory,
    outputs: join(directory, 'outputs.json'),
    lock: join(directory, 'run.json'),
    deployLog: join(directory, 'deploy.log'),
    emulatorLog: join(directory, 'ministack.log'),
    cloudAssembly: join(directory, 'cdk.out'),
    pagesCache: join(directory, 'vite'),
  };
}

/** Shortens a path for display: relative to the project if inside it, and with `~` for the home folder. */
export function displayPath(path: string): string {
  const inProject = path.startsWith(`${projectRoot}/`) ? path.slice(projectRoot.length + 1) : path;
  return inProject.startsWith(homedir()) ? `~${inProject.slice(homedir().length)}` : inProject;
}
