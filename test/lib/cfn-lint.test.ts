import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { everything, production, synthesise, synthesiseEdge } from './synthesise.ts';

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

test.each([
  ['the production template', 'eu-central-1', synthesise(production)],
  ['the template with a web ACL and its own domains', 'eu-central-1', synthesise(everything)],
  ['the template of the web ACL', 'us-east-1', synthesiseEdge(everything)],
])('cfn-lint accepts %s', { timeout: 300_000 }, (_, region, synthesised) => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const template = join(directory, 'production.template.json');
  writeFileSync(template, JSON.stringify(synthesised.toJSON()));

  const options = ['--regions', region, '--format', 'parseable', '--ignore-checks', ...IGNORED];
  const { stdout, stderr } = spawnSync(installed(), [...options, '--', template], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
});
