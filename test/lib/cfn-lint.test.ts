import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';

import { inProduction, INSTALLATIONS, synthesiseInstallation } from './installations.ts';
import { everything, type Synthesised, synthesiseEdge } from './synthesise.ts';

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

const templateSchema = z.looseObject({
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(z.string(), z.unknown()),
  Outputs: z.record(z.string(), z.unknown()),
});

/**
 * Returns a template with the resources and outputs that differ from those in `base`, and all that they refer to: what
 * is the same, apart from the stage in tags and descriptions, has been checked with `base`.
 */
function changes({ template, stackName }: Synthesised, base: Synthesised): unknown {
  const all = templateSchema.parse(template.toJSON());
  const { Resources, Outputs } = templateSchema.parse(base.template.toJSON());
  const withoutStage = (value: unknown, stack: string) => {
    const stage = stack.replace('Foyer-', '');
    return JSON.stringify(value ?? null)
      .replaceAll(`(${stage})`, '()')
      .replaceAll(`"Key":"stage","Value":"${stage}"`, '')
      .replaceAll(`"stage":"${stage}"`, '');
  };
  const changed = (ours: Record<string, unknown>, theirs: Record<string, unknown>) =>
    Object.entries(ours).filter(
      ([id, each]) => withoutStage(each, stackName) !== withoutStage(theirs[id], base.stackName),
    );
  const outputs = changed(all.Outputs, Outputs);
  const kept = new Map(changed(all.Resources, Resources));
  // A Map visits the entries that are added while it is read.
  const follow = (value: unknown) => {
    for (const [, id = ''] of JSON.stringify(value).matchAll(/"(\w+)"/g))
      if (id in all.Resources && !kept.has(id)) kept.set(id, all.Resources[id]);
  };
  outputs.forEach(follow);
  for (const [, resource] of kept) follow(resource);
  const text = JSON.stringify([...kept]);
  const conditions = Object.entries(all.Conditions).filter(([id]) => text.includes(`"${id}"`));
  return {
    ...all,
    Conditions: Object.fromEntries(conditions),
    Resources: Object.fromEntries(kept),
    Outputs: Object.fromEntries(outputs),
  };
}

test('cfn-lint accepts every template', { timeout: 600_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'foyer-lint-'));
  onTestFinished(() => {
    rmSync(directory, { recursive: true });
  });
  const base = synthesiseInstallation(inProduction);
  const templates = INSTALLATIONS.map((installation) => {
    const synthesised = synthesiseInstallation(installation);
    const path = join(directory, `${installation.name.replaceAll(' ', '-')}.json`);
    writeFileSync(
      path,
      JSON.stringify(synthesised === base ? base.template : changes(synthesised, base)),
    );
    return path;
  });
  const edge = join(directory, 'edge.json');
  writeFileSync(edge, JSON.stringify(synthesiseEdge(everything)));

  const options = [
    '--regions',
    ...new Set(INSTALLATIONS.map(({ region = 'eu-central-1' }) => region)),
    '--format',
    'parseable',
    '--ignore-checks',
    ...IGNORED,
  ];
  const { stdout, stderr } = spawnSync(installed(), [...options, '--', ...templates, edge], {
    encoding: 'utf8',
  });
  expect(stdout + stderr).toBe('');
});
