import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

import { LocalFailure } from './errors.ts';
import { childEnvironment } from './local-aws.ts';
import { displayPath, ministackVersion, projectRoot, virtualEnvironment } from './paths.ts';
import { startGroup } from './process-group.ts';

/** A Python virtual environment with the packages of a program. */
export interface PythonEnvironment {
  /** The program and its version, for messages. */
  readonly name: string;
  readonly directory: string;
  /** A requirements file for pip with pinned versions. */
  readonly requirements: string;
  /** Modules that can be imported once the installation is complete. */
  readonly modules: readonly string[];
}

const localAws: PythonEnvironment = {
  name: `MiniStack ${ministackVersion}`,
  directory: virtualEnvironment,
  requirements: join(import.meta.dirname, 'ministack', 'requirements.txt'),
  modules: ['ministack', 'cryptography', 'fido2'],
};

export interface InstallOptions {
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Returns the Python of an environment, by default that of the local AWS emulator. Installs it first if necessary. */
export async function preparePython(
  options: InstallOptions,
  environment: PythonEnvironment = localAws,
): Promise<string> {
  if (!(await isComplete(environment))) await install(environment, options);
  return pythonIn(environment.directory);
}

function pythonIn(directory: string): string {
  return join(directory, 'bin', 'python');
}

/** The copy of the requirements is written last, so it proves that their installation is complete. */
async function isComplete({
  directory,
  requirements,
  modules,
}: PythonEnvironment): Promise<boolean> {
  const installed = await readFile(join(directory, 'requirements.txt'), 'utf8').catch(
    () => undefined,
  );
  if (installed !== (await readFile(requirements, 'utf8'))) return false;
  // An upgrade of the system's Python can remove the one that the environment links to.
  return spawnSync(pythonIn(directory), ['-c', `import ${modules.join(', ')}`]).status === 0;
}

async function install(environment: PythonEnvironment, options: InstallOptions): Promise<void> {
  const python = findPython();
  // Built under another name and then moved, so an interrupted installation never looks complete.
  const draft = `${environment.directory}.${process.pid}`;
  const run = installerOf(environment, options);
  try {
    await mkdir(dirname(draft), { recursive: true });
    await run(python, ['-m', 'venv', draft]);
    await run(pythonIn(draft), [
      '-m',
      'pip',
      'install',
      // Programs use little of these packages, and Python compiles those modules on import.
      '--no-compile',
      '--disable-pip-version-check',
      '--no-input',
      '--requirement',
      environment.requirements,
    ]);
    await copyFile(environment.requirements, join(draft, 'requirements.txt'));
    await moveIntoPlace(draft, environment);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function moveIntoPlace(draft: string, environment: PythonEnvironment): Promise<void> {
  const { directory } = environment;
  if (existsSync(directory)) {
    // Another instance may have completed the same installation.
    if (await isComplete(environment)) return;
    await rm(directory, { recursive: true, force: true });
  }
  await rename(draft, directory);
}

function installerOf(environment: PythonEnvironment, { progress, signal }: InstallOptions) {
  return async (command: string, args: readonly string[]): Promise<void> => {
    const group = await startGroup(command, args, {
      cwd: projectRoot,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => void group.stop(1000);
    signal.addEventListener('abort', stop, { once: true });
    const errors: string[] = [];
    const read = (stream: NodeJS.ReadableStream | null, each: (line: string) => void): void => {
      if (stream !== null) createInterface({ input: stream }).on('line', each);
    };
    read(group.output, (line) => {
      const name = /^(?:Collecting|Downloading) (\S+)/.exec(line.trim())?.[1];
      if (name !== undefined) progress(`getting ${name}`);
    });
    read(group.errors, (line) => errors.push(line));
    const code = await group.ended;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    if (code !== 0) throw installationFailed(environment, errors);
  };
}

function installationFailed(
  { name, directory }: PythonEnvironment,
  errors: readonly string[],
): LocalFailure {
  const reason = errors.filter((line) => line.trim() !== '').slice(-4);
  return new LocalFailure(
    [`${name} could not be installed into ${displayPath(directory)}.`, ...reason].join('\n  '),
    "It comes from the Python package index. Check the network, or pip's index and proxy settings " +
      '(pip config list), and try again.',
  );
}

const candidates = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

/** Prints the version, and whether virtual environments can be created: Debian packages `ensurepip` separately. */
const probe = `
import sys
try:
    import ensurepip, venv
    complete = "yes"
except ImportError:
    complete = "no"
print(sys.version_info[0], sys.version_info[1], complete)
`;

/** An installed Python. */
export interface PythonInstallation {
  readonly command: string;
  readonly version: readonly [major: number, minor: number];
  readonly canCreateEnvironments: boolean;
}

/**
 * Finds a Python that can run the local AWS emulator, and returns its command.
 * @throws {LocalFailure} if there is none. The advice says what to install.
 */
export function findPython(
  inspect: (command: string) => PythonInstallation | undefined = inspectPython,
): string {
  const rejected: PythonInstallation[] = [];
  for (const command of candidates) {
    const installation = inspect(command);
    if (installation === undefined) continue;
    if (isSupported(installation) && installation.canCreateEnvironments) return command;
    rejected.push(installation);
  }
  throw noSuitablePython(rejected);
}

function isSupported({ version: [major, minor] }: PythonInstallation): boolean {
  return major > 3 || (major === 3 && minor >= 10);
}

function noSuitablePython(rejected: readonly PythonInstallation[]): LocalFailure {
  const incomplete = rejected.find(isSupported);
  if (incomplete !== undefined) {
    return new LocalFailure(
      `${incomplete.command} is installed without the venv module.`,
      'Install it (Debian and Ubuntu: sudo apt install python3-venv) and run npm start again.',
    );
  }
  const [old] = rejected;
  return new LocalFailure(
    old === undefined
      ? 'The local AWS emulator requires Python 3.10 or later, but no Python was found.'
      : `The local AWS emulator requires Python 3.10 or later, but ${old.command} is ${old.version.join('.')}.`,
    'Install it (Debian and Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python; ' +
      'others: https://www.python.org/downloads/) and run npm start again.',
  );
}

function inspectPython(command: string): PythonInstallation | undefined {
  const { status, stdout } = spawnSync(command, ['-c', probe], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status !== 0) return undefined;
  const [major, minor, complete] = stdout.trim().split(' ');
  if (major === undefined || minor === undefined) return undefined;
  return {
    command,
    version: [Number(major), Number(minor)],
    canCreateEnvironments: complete === 'yes',
  };
}
