import { randomUUID } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LocalFailure } from './failure.ts';
import { childEnvironment, localRegion } from './local-aws.ts';
import { projectRoot, readable } from './places.ts';
import { isFree, PortLost } from './ports.ts';
import { startGroup, type ProcessGroup } from './process-group.ts';

const patience = 60_000;

/** How to start the local AWS. */
export interface EmulatorOptions {
  readonly python: string;
  readonly port: number;
  readonly logFile: string;
  /** The pages that may call it. A page from anywhere else is refused. */
  readonly allowedOrigins: readonly string[];
  readonly signal: AbortSignal;
}

/** The running local AWS. */
export interface Emulator {
  readonly endpoint: string;
  /** Its name, a secret: whoever knows it may publish events as AWS does. */
  readonly instance: string;
  readonly pid: number;
  /** Where it unpacks functions. */
  readonly workDirectory: string;
  /** Settles when it has ended, wanted or not. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

/** The beginning of the folders that the local AWS works in, so that one left behind can be told from others. */
export const workDirectoryPrefix = join(tmpdir(), 'foyer-local-');

/**
 * Starts the local AWS on 127.0.0.1, with nothing kept between runs, and waits until it answers.
 * @throws PortLost when it could not listen.
 */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  // Outside the project: a function must not find in node_modules what its bundle lacks.
  const workDirectory = await mkdtemp(workDirectoryPrefix);
  const instance = randomUUID();
  const log = await open(options.logFile, 'w', 0o600);
  const group = await startGroup(options.python, [join(import.meta.dirname, 'run-ministack.py')], {
    cwd: projectRoot,
    env: { ...environment(options, workDirectory), FOYER_INSTANCE: instance },
    // Standard input stays open as long as this process lives: it is how the emulator knows.
    stdio: ['pipe', log.fd, log.fd],
  });
  await log.close();
  const stop = async (): Promise<void> => {
    await group.stop();
    await rm(workDirectory, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${options.port}`;
  try {
    await untilHealthy(endpoint, instance, group, options);
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
    BIND_HOST: '127.0.0.1',
    MINISTACK_HOST: '127.0.0.1',
    MINISTACK_REGION: localRegion,
    FOYER_ALLOWED_ORIGINS: options.allowedOrigins.join(','),
    TMPDIR: workDirectory,
    PERSIST_STATE: '0',
    S3_PERSIST: '0',
    LAMBDA_EXECUTOR: 'local',
    LAMBDA_WARM_TTL_SECONDS: '60',
    // As on AWS: no token when the function that fills it fails.
    MINISTACK_COGNITO_PRETOKEN_STRICT: '1',
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    DOCKER_HOST: `unix://${workDirectory}/no-docker.sock`,
    LOG_LEVEL: 'INFO',
    PYTHONUNBUFFERED: '1',
    // The emulator's own wrapper around functions uses url.parse().
    NODE_OPTIONS: '--disable-warning=DEP0169',
  };
}

async function untilHealthy(
  endpoint: string,
  instance: string,
  group: ProcessGroup,
  options: EmulatorOptions,
): Promise<void> {
  const ended = group.ended.then(() => true);
  const deadline = Date.now() + patience;
  while (Date.now() < deadline) {
    options.signal.throwIfAborted();
    if (await isHealthy(endpoint, instance)) return;
    const over = await Promise.race([ended, sleep(200, false)]);
    if (over) break;
  }
  if (!(await isFree(options.port))) throw new PortLost(`Port ${options.port} was taken.`);
  throw await didNotStart(options.logFile);
}

/** Whether this very instance answers: another one, started at the same moment, may have been quicker to the port. */
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
  const said = (await readFile(logFile, 'utf8')).trim().split('\n').slice(-6);
  return new LocalFailure(
    ['The local AWS did not start.', ...said].join('\n  '),
    `The rest of what it said is in ${readable(logFile)}. If Python changed, remove the ministack folder in .local/ ` +
      'and run npm start again.',
  );
}
