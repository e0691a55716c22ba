import { createWriteStream, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

import { LocalFailure } from './errors.ts';
import { childEnvironment, localAccount, localRegion } from './local-aws.ts';
import { displayPath, projectRoot, type StatePaths } from './paths.ts';
import { startGroup } from './process-group.ts';

export interface CdkOptions {
  readonly endpoint: string;
  readonly paths: StatePaths;
  /** Context values, passed as `-c name=value`. */
  readonly context: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Bootstraps the local account for CDK, once per emulator, and synthesizes the app of cdk.json at the same time. Each
 * uses one CPU core for several seconds.
 */
export async function prepareDeployment(options: CdkOptions): Promise<void> {
  const environment = `aws://${localAccount}/${localRegion}`;
  await Promise.all([
    runCdk('bootstrap', [environment], options, () => undefined),
    runCdk('synth', ['--quiet'], options, () => undefined),
  ]);
}

/** Deploys what {@link prepareDeployment} synthesized. */
export async function deployPrepared(
  options: CdkOptions,
  progress: (text: string) => void,
): Promise<void> {
  await runDeploy(['--app', options.paths.cloudAssembly], options, progress);
}

/** Deploys the app of cdk.json, as on AWS. Unchanged functions are not updated. */
export async function deploy(options: CdkOptions, progress: (text: string) => void): Promise<void> {
  await runDeploy([], options, progress);
}

async function runDeploy(
  args: readonly string[],
  options: CdkOptions,
  progress: (text: string) => void,
): Promise<void> {
  await runCdk('deploy', ['--all', '--require-approval', 'never', ...args], options, (line) => {
    const [, done, all] = /^\S+ \|\s+(\d+)\/(\d+) \|/.exec(line) ?? [];
    if (done !== undefined && all !== undefined) progress(`${done} of ${all}`);
  });
}

async function runCdk(
  command: 'bootstrap' | 'synth' | 'deploy',
  args: readonly string[],
  options: CdkOptions,
  onLine: (line: string) => void,
): Promise<void> {
  const context = Object.entries(options.context).flatMap(([name, value]) => [
    '--context',
    `${name}=${value}`,
  ]);
  const output = ['--output', options.paths.cloudAssembly];
  const plain = ['--no-notices', '--no-version-reporting', '--no-color', '--progress', 'events'];
  const cdk = join(projectRoot, 'node_modules', 'aws-cdk', 'bin', 'cdk');
  const flags = command === 'deploy' ? plain : plain.slice(0, 3);
  const group = await startGroup(
    process.execPath,
    [cdk, command, ...args, ...context, ...(args.includes('--app') ? [] : output), ...flags],
    {
      // In the project folder, `bootstrap` would find the app and also synthesize it.
      cwd: command === 'bootstrap' ? options.paths.directory : projectRoot,
      env: { ...childEnvironment(options.endpoint), CI: 'true' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const stop = (): void => void group.stop(2000);
  options.signal.addEventListener('abort', stop, { once: true });
  const log = createWriteStream(options.paths.deployLog, {
    flags: 'a',
    mode: 0o600,
  });
  const lines = collectLines([group.output, group.errors], log, onLine);
  const code = await group.ended;
  options.signal.removeEventListener('abort', stop);
  log.end();
  await finished(log);
  options.signal.throwIfAborted();
  if (code !== 0) throw deploymentFailed(lines, options.paths.deployLog);
}

function collectLines(
  streams: readonly (NodeJS.ReadableStream | null)[],
  log: WriteStream,
  onLine: (line: string) => void,
): string[] {
  const lines: string[] = [];
  for (const stream of streams) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      log.write(`${line}\n`);
      onLine(line);
    });
  }
  return lines;
}

function deploymentFailed(lines: readonly string[], logFile: string): LocalFailure {
  return new LocalFailure(
    ['The stack could not be deployed to the local AWS emulator.', ...reasonsIn(lines)].join(
      '\n  ',
    ),
    `Fix the error and try again. The full output is in ${displayPath(logFile)}.`,
  );
}

const noise = [
  /^\s+at /, // stack frames
  /^\s*$/,
  /^Node\.js v/,
  /Subprocess exited with error/,
  /^\s*(Relates to construct|<\.>|└─)/, // the path in the construct tree
  /: (start|success): /,
  /UPDATE_ROLLBACK|ROLLBACK_(IN_PROGRESS|COMPLETE)/,
];

/** Extracts the lines with the reason: those of the bundler or a failed resource, otherwise the last ones. */
export function reasonsIn(lines: readonly string[]): string[] {
  const relevant = lines.filter((line) => !noise.some((pattern) => pattern.test(line)));
  const bundler = relevant.findIndex((line) => line.includes('✘ [ERROR]'));
  if (bundler >= 0) return relevant.slice(bundler, bundler + 4).map((line) => line.trimEnd());
  const failed = relevant.filter((line) => /_FAILED|❌|^\S*Error: /.test(line));
  const chosen = failed.length > 0 ? failed : relevant.slice(-8);
  return [...new Set(chosen.map((line) => line.trim()))].slice(0, 8);
}
