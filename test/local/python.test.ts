import { expect, test } from 'vitest';

import { LocalFailure } from '../../local/errors.ts';
import { findPython, type PythonInstallation } from '../../local/python.ts';

/** A machine with these commands. */
function machine(
  commands: Readonly<
    Record<string, [major: number, minor: number, canCreateEnvironments?: boolean]>
  >,
) {
  return (command: string): PythonInstallation | undefined => {
    const found = commands[command];
    if (found === undefined) return undefined;
    const [major, minor, canCreateEnvironments = true] = found;
    return { command, version: [major, minor], canCreateEnvironments };
  };
}

function failureOf(commands: Parameters<typeof machine>[0]): LocalFailure {
  try {
    findPython(machine(commands));
  } catch (error) {
    if (error instanceof LocalFailure) return error;
  }
  throw new Error('It was found.');
}

test('takes the usual one when it is new enough', () => {
  expect(findPython(machine({ python3: [3, 10] }))).toBe('python3');
});

test('passes over an old one for a newer one next to it', () => {
  expect(findPython(machine({ python3: [3, 9], 'python3.12': [3, 12] }))).toBe('python3.12');
});

test('says what to install where there is none', () => {
  const { message, advice } = failureOf({});
  expect(message).toBe(
    'The local AWS emulator requires Python 3.10 or later, but no Python was found.',
  );
  expect(advice).toContain('apt install python3 python3-venv');
});

test('says which one is too old', () => {
  expect(failureOf({ python3: [3, 8] }).message).toContain('python3 is 3.8');
});

test('on Debian, says that python3-venv is missing', () => {
  expect(failureOf({ python3: [3, 11, false] }).advice).toContain('sudo apt install python3-venv');
});
