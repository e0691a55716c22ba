import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { production, synthesise } from './synthesise.ts';

const VERSION = '1.58.0';
const environment = resolve('.local', `cfn-lint-${VERSION}`);
const cfnLint = join(environment, 'bin', 'cfn-lint');

/**
 * Warnings that do not apply here. W3005: CDK makes each function depend on its role and on its role's policy, although
 * the role would be enough.
 */
const IGNORED = ['W3005'];

function installed(): string {
  if (existsSync(cfnLint)) return cfnLint;
  try {
    execFileSync('python3', ['-m', 'venv', environment], { stdio: 'pipe' });
    // Only a few of its libraries are used. Python compiles those when they are imported.
    const pip = ['-m', 'pip', 'install', '--quiet', '--no-compile', '--disable-pip-version-check'];
    execFileSync(join(environment, 'bin', 'python'), [...pip, `cfn-lint==${VERSION}`], {
      stdio: 'pipe',
    });
  } catch (error) {
    rmSync(environment, { recursive: true, force: true });
    throw new Error(
      `cfn-lint ${VERSION} could not be installed into ${environment}. ` +
        'It takes Python 3.10 or newer as "python3", with venv and pip, and access to a package index.',
      { cause: error },
    );
  }
  return cfnLint;
}

test('cfn-lint accepts the production template', { timeout: 300_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const template = join(directory, 'production.template.json');
  writeFileSync(
    template,
    JSON.stringify(synthesise({ ...production, monthlyBudget: 200 }).toJSON()),
  );

  const options = [
    '--regions',
    'eu-central-1',
    '--format',
    'parseable',
    '--ignore-checks',
    ...IGNORED,
  ];
  const { stdout, stderr } = spawnSync(installed(), [...options, '--', template], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
});
