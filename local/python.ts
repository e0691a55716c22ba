import { spawnSync } from 'node:child_process';
import { LocalFailure } from './failure.ts';

const candidates = [
  'python3',
  'python3.14',
  'python3.13',
  'python3.12',
  'python3.11',
  'python3.10',
  'python',
];

/** Prints the version, and whether a virtual environment can be made: Debian packs `ensurepip` separately. */
const question = `
import sys
try:
    import ensurepip, venv
    complete = "yes"
except ImportError:
    complete = "no"
print(sys.version_info[0], sys.version_info[1], complete)
`;

/** A Python as it answered. */
export interface PythonAnswer {
  readonly command: string;
  readonly version: readonly [major: number, minor: number];
  readonly canMakeEnvironments: boolean;
}

/**
 * The command of a Python that can run the local AWS.
 * @throws LocalFailure when there is none, with what to install.
 */
export function findPython(ask: (command: string) => PythonAnswer | undefined = askPython): string {
  const answers: PythonAnswer[] = [];
  for (const command of candidates) {
    const answer = ask(command);
    if (answer === undefined) continue;
    if (isNewEnough(answer) && answer.canMakeEnvironments) return command;
    answers.push(answer);
  }
  throw whatIsMissing(answers);
}

function isNewEnough({ version: [major, minor] }: PythonAnswer): boolean {
  return major > 3 || (major === 3 && minor >= 10);
}

function whatIsMissing(answers: readonly PythonAnswer[]): LocalFailure {
  const incomplete = answers.find(isNewEnough);
  if (incomplete !== undefined) {
    return new LocalFailure(
      `${incomplete.command} is installed without the venv module.`,
      'Install it (Debian and Ubuntu: sudo apt install python3-venv) and run npm start again.',
    );
  }
  const [old] = answers;
  return new LocalFailure(
    old === undefined
      ? 'The local AWS needs Python 3.10 or later, and no Python was found.'
      : `The local AWS needs Python 3.10 or later; ${old.command} is ${old.version.join('.')}.`,
    'Install it (Debian and Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python; ' +
      'others: https://www.python.org/downloads/) and run npm start again.',
  );
}

function askPython(command: string): PythonAnswer | undefined {
  const { status, stdout } = spawnSync(command, ['-c', question], {
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (status !== 0) return undefined;
  const [major, minor, complete] = stdout.trim().split(' ');
  if (major === undefined || minor === undefined) return undefined;
  return {
    command,
    version: [Number(major), Number(minor)],
    canMakeEnvironments: complete === 'yes',
  };
}
