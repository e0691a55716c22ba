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

const requirements = join(import.meta.dirname, 'requirements.txt');

/** What installing tells while it goes on. */
export interface InstallOptions {
  readonly progress: (text: string) => void;
  readonly signal: AbortSignal;
}

/** The Python that has the local AWS installed; installs it where that has not happened yet. */
export async function preparePython(options: InstallOptions): Promise<string> {
  if (await isComplete(virtualEnvironment)) return pythonOf(virtualEnvironment);
  await install(options);
  return pythonOf(virtualEnvironment);
}

function pythonOf(environment: string): string {
  return join(environment, 'bin', 'python');
}

/** The copy of the requirements is the last thing written: it says that what it lists is there. */
async function isComplete(environment: string): Promise<boolean> {
  const installed = await readFile(join(environment, 'requirements.txt'), 'utf8').catch(
    () => undefined,
  );
  if (installed !== (await readFile(requirements, 'utf8'))) return false;
  // An upgrade of the system's Python can take away the one that the environment points to.
  return spawnSync(pythonOf(environment), ['-c', 'import ministack, cryptography']).status === 0;
}

async function install(options: InstallOptions): Promise<void> {
  const python = findPython();
  // Made under another name and then moved: an interrupted installation is never taken for a finished one.
  const draft = `${virtualEnvironment}.${process.pid}`;
  try {
    await mkdir(dirname(draft), { recursive: true });
    await run(python, ['-m', 'venv', draft], options);
    await run(
      pythonOf(draft),
      [
        '-m',
        'pip',
        'install',
        '--disable-pip-version-check',
        '--no-input',
        '--requirement',
        requirements,
      ],
      options,
    );
    await copyFile(requirements, join(draft, 'requirements.txt'));
    await moveIntoPlace(draft);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function moveIntoPlace(draft: string): Promise<void> {
  if (existsSync(virtualEnvironment)) {
    // Another instance may have been quicker.
    if (await isComplete(virtualEnvironment)) return;
    await rm(virtualEnvironment, { recursive: true, force: true });
  }
  await rename(draft, virtualEnvironment);
}

async function run(
  command: string,
  args: readonly string[],
  options: InstallOptions,
): Promise<void> {
  const group = await startGroup(command, args, {
    cwd: projectRoot,
    env: childEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = (): void => void group.stop(1000);
  options.signal.addEventListener('abort', stop, { once: true });
  const complaints: string[] = [];
  const read = (stream: NodeJS.ReadableStream | null, each: (line: string) => void): void => {
    if (stream !== null) createInterface({ input: stream }).on('line', each);
  };
  read(group.output, (line) => {
    const name = /^(?:Collecting|Downloading) (\S+)/.exec(line.trim())?.[1];
    if (name !== undefined) options.progress(`getting ${name}`);
  });
  read(group.errors, (line) => complaints.push(line));
  const code = await group.ended;
  options.signal.removeEventListener('abort', stop);
  options.signal.throwIfAborted();
  if (code !== 0) throw installationFailed(complaints);
}

function installationFailed(complaints: readonly string[]): LocalFailure {
  const reason = complaints.filter((line) => line.trim() !== '').slice(-4);
  return new LocalFailure(
    [
      `MiniStack ${ministackVersion} could not be installed into ${readable(virtualEnvironment)}.`,
      ...reason,
    ].join('\n  '),
    'It comes from the Python package index: check the network, or the index and proxy that pip is told to use ' +
      '(pip config list), and run npm start again.',
  );
}
