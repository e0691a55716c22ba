import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of package.json. */
export const projectRoot = resolve(import.meta.dirname, '..');

/** The version of the local AWS: also in requirements.txt, which pins what it needs. */
export const ministackVersion = '1.5.33';

/** Shared by every instance, whatever its state folder: a download worth keeping. */
export const virtualEnvironment = join(projectRoot, '.local', `ministack-${ministackVersion}`);

/** Where one running instance keeps its files. */
export interface StatePlaces {
  readonly directory: string;
  readonly outputs: string;
  readonly runFile: string;
  readonly deployLog: string;
  readonly emulatorLog: string;
  readonly cloudAssembly: string;
  readonly pagesCache: string;
}

/** The files below a state folder; `.local` of the project unless told. */
export function statePlaces(stateDir = '.local'): StatePlaces {
  const directory = resolve(projectRoot, stateDir);
  return {
    directory,
    outputs: join(directory, 'outputs.json'),
    runFile: join(directory, 'run.json'),
    deployLog: join(directory, 'deploy.log'),
    emulatorLog: join(directory, 'ministack.log'),
    cloudAssembly: join(directory, 'cdk.out'),
    pagesCache: join(directory, 'vite'),
  };
}

/** A path as a person would type it: relative to the project when inside it. */
export function readable(path: string): string {
  const inProject = path.startsWith(`${projectRoot}/`) ? path.slice(projectRoot.length + 1) : path;
  return inProject.startsWith(homedir()) ? `~${inProject.slice(homedir().length)}` : inProject;
}
