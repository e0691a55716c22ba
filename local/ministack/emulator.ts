import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { LocalFailure } from '../errors.ts';
import { childEnvironment, localRegion } from '../local-aws.ts';
import { isFree, loopbackHost, PortLostError } from '../loopback.ts';
import { displayPath, projectRoot } from '../paths.ts';
import { type ProcessGroup, startGroup } from '../process-group.ts';

/** Milliseconds within which the emulator must respond. */
const startTimeout = 60_000;

export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  readonly logFile: string;
  /** Origins of the pages that may call it. Others are rejected. */
  readonly allowedOrigins: readonly string[];
  readonly signal: AbortSignal;
  /** The file that each distinct call of a function is written to once, as a line of JSON. Default: none. */
  readonly callsFile?: string;
  /** Makes AWS unreliable for functions once faults are turned on (see faults.py). Default: reliable. */
  readonly faults?: {
    /** Determines which calls fail. */
    readonly seed: string;
    /** The file that each fault is written to as a line of JSON. */
    readonly file: string;
  };
}

/** The running local AWS emulator. */
export interface Emulator {
  readonly endpoint: string;
  /** The secret name of this instance. Callers that know it may publish events on behalf of AWS. */
  readonly instance: string;
  readonly pid: number;
  /** The folder into which it unpacks functions. */
  readonly workDirectory: string;
  /** Settles when the process has ended for any reason. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** The prefix of work directories, which identifies one that a killed instance left behind. */
export const workDirectoryPrefix = join(tmpdir(), 'foyer-local-');

/**
 * Starts the local AWS emulator, which keeps nothing between runs, and waits until it responds.
 * @throws {PortLostError} if another program took the port.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  // Outside the project: a function must not find modules in node_modules that its bundle lacks.
  const workDirectory = await mkdtemp(workDirectoryPrefix);
  const instance = randomUUID();
  const log = await open(options.logFile, 'w', 0o600);
  const group = await startGroup(options.python, [join(import.meta.dirname, 'run.py')], {
    cwd: projectRoot,
    env: { ...environment(options, workDirectory), FOYER_INSTANCE: instance },
    // The emulator stops when standard input closes, which happens when this process ends.
    stdio: ['pipe', log.fd, log.fd],
  });
  await log.close();
  const stop = async (): Promise<void> => {
    await group.stop();
    await rm(workDirectory, { recursive: true, force: true });
  };
  const endpoint = `http://${loopbackHost}:${options.port}`;
  try {
    await waitUntilHealthy(endpoint, instance, group, options);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, instance, pid: group.pid, workDirectory, ended: group.ended, stop };
}

function environment(options: EmulatorOptions, workDirectory: string): NodeJS.ProcessEnv {
  return {
    ...childEnvironment(),
    GATEWAY_PORT: String(options.port),
    BIND_HOST: loopbackHost,
    MINISTACK_HOST: loopbackHost,
    MINISTACK_REGION: localRegion,
    FOYER_ALLOWED_ORIGINS: options.allowedOrigins.join(','),
    ...(options.callsFile !== undefined && { FOYER_CALLS_FILE: options.callsFile }),
    ...(options.faults !== undefined && {
      FOYER_FAULTS_SEED: options.faults.seed,
      FOYER_FAULTS_FILE: options.faults.file,
      // The limit of a new account (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
      LAMBDA_ACCOUNT_CONCURRENCY: '10',
    }),
    TMPDIR: workDirectory,
    PERSIST_STATE: '0',
    S3_PERSIST: '0',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_WARM_TTL_SECONDS: '60',
    // As on AWS: no token if the pre token generation trigger fails.
    MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    DOCKER_HOST: `unix://${workDirectory}/no-docker.sock`,
    LOG_LEVEL: 'INFO',
    PYTHONUNBUFFERED: '1',
    // The emulator's wrapper around functions uses url.parse().
    NODE_OPTIONS: '--disable-warning=DEP0169',
  };
}

async function waitUntilHealthy(
  endpoint: string,
  instance: string,
  group: ProcessGroup,
  options: EmulatorOptions,
): Promise<void> {
  const ended = group.ended.then(() => true);
  const deadline = Date.now() + startTimeout;
  while (Date.now() < deadline) {
    options.signal.throwIfAborted();
    if (await isHealthy(endpoint, instance)) return;
    const hasEnded = await Promise.race([ended, sleep(200, false)]);
    if (hasEnded) break;
  }
  if (!(await isFree(options.port))) throw new PortLostError(`Port ${options.port} was taken.`);
  throw await didNotStart(options.logFile);
}

/** Checks that this instance responds, and not another one that took the port first. */
async function isHealthy(endpoint: string, instance: string): Promise<boolean> {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, {
      headers: { 'x-foyer-instance': instance },
      signal: AbortSignal.timeout(2000),
    });
    return response.ok;
  } catch {
    return false;
  }
}

async function didNotStart(logFile: string): Promise<LocalFailure> {
  const lastLines = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-6);
  return new LocalFailure(
    ['The local AWS emulator did not start.', ...lastLines].join('\n  '),
    `The full log is in ${displayPath(logFile)}. If Python was upgraded, remove the ministack folder in .local/ ` +
      'and run npm start again.',
  );
}
