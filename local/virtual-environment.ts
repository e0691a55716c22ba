import { readFile, rename, rm, copyFile, mkdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { LocalFailure } from './failure.ts';
import { childEnvironment } from './local-aws.ts';
import { ministackVersion, projectRoot, readable, virtualEnvironment } from './places.ts';
import { startGroup } from './process-group.ts';
import { findPython } from './python.ts';

/** A Python of its own, with what a program needs installed into it. */
export interface PythonEnvironment {
  /** What it is for: a name with a version. */
  readonly name: string;
  readonly directory: string;
  /** A file that pins what is installed, for pip. */
  readonly requirements: string;
  /** What can be imported once everything is there. */
  readonly modules: readonly string[];
}

/** What runs the local AWS. */
const localAws: PythonEnvironment = {
  name: `MiniStack ${ministackVersion}`,
  directory: virtualEnvironment,
  requirements: join(import.meta.dirname, 'requirements.txt'),
  modules: ['ministack', 'cryptography'],
};

/** What installing tells while it goes on. */
export interface InstallOptions {
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The Python that has the local AWS installed, or what else is told; installs it where that has not happened yet. */
export async function preparePython(
  options: InstallOptions,
  environment: PythonEnvironment = localAws,
): Promise<string> {
  if (!(await isComplete(environment))) await install(environment, options);
  return pythonOf(environment.directory);
}

function pythonOf(directory: string): string {
  return join(directory, 'bin', 'python');
}

/** The copy of the requirements is the last thing written: it says that what it lists is there. */
async function isComplete({
  directory,
  requirements,
  modules,
}: PythonEnvironment): Promise<boolean> {
  const installed = await readFile(join(directory, 'requirements.txt'), 'utf8').catch(
    () => undefined,
  );
  if (installed !== (await readFile(requirements, 'utf8'))) return false;
  // An upgrade of the system's Python can take away the one that the environment points to.
  return spawnSync(pythonOf(directory), ['-c', `import ${modules.join(', ')}`]).status === 0;
}

async function install(environment: PythonEnvironment, options: InstallOptions): Promise<void> {
  const python = findPython();
  // Made under another name and then moved: an interrupted installation is never taken for a finished one.
  const draft = `${environment.directory}.${process.pid}`;
  const run = runnerFor(environment, options);
  try {
    await mkdir(dirname(draft), { recursive: true });
    await run(python, ['-m', 'venv', draft]);
    await run(pythonOf(draft), [
      '-m',
      'pip',
      'install',
      // Of its libraries, little is used: Python compiles what is, when it is.
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
    // Another instance may have been quicker.
    if (await isComplete(environment)) return;
    await rm(directory, { recursive: true, force: true });
  }
  await rename(draft, directory);
}

function runnerFor(environment: PythonEnvironment, { progress, signal }: InstallOptions) {
  return async (command: string, args: readonly string[]): Promise<void> => {
    const group = await startGroup(command, args, {
      cwd: projectRoot,
      env: childEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => void group.stop(1000);
    signal.addEventListener('abort', stop, { once: true });
    const complaints: string[] = [];
    const read = (stream: NodeJS.ReadableStream | null, each: (line: string) => void): void => {
      if (stream !== null) createInterface({ input: stream }).on('line', each);
    };
    read(group.output, (line) => {
      const name = /^(?:Collecting|Downloading) (\S+)/.exec(line.trim())?.[1];
      if (name !== undefined) progress(`getting ${name}`);
    });
    read(group.errors, (line) => complaints.push(line));
    const code = await group.ended;
    signal.removeEventListener('abort', stop);
    signal.throwIfAborted();
    if (code !== 0) throw installationFailed(environment, complaints);
  };
}

function installationFailed(
  { name, directory }: PythonEnvironment,
  complaints: readonly string[],
): LocalFailure {
  const reason = complaints.filter((line) => line.trim() !== '').slice(-4);
  return new LocalFailure(
    [`${name} could not be installed into ${readable(directory)}.`, ...reason].join('\n  '),
    'It comes from the Python package index: check the network, or the index and proxy that pip is told to use ' +
      '(pip config list), and try again.',
  );
}
