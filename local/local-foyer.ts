import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { CloudFormationClient } from '@aws-sdk/client-cloudformation';

import { readStackOutputs, type StackOutputs } from '../operator/deployment.ts';
import { startPages } from '../web/page-server.ts';
import { type CdkOptions, deploy, deployPrepared, prepareDeployment } from './cdk.ts';
import { type LocalOptions, type ProgressReporter, silentReporter } from './cli.ts';
import {
  companyIssuer,
  type IdentityProviderSettings,
  startCompanyLogin,
} from './company-login/server.ts';
import { localApiUrl, localSettings, pageConfigFor, readTeamSettings } from './configuration.ts';
import { explain } from './errors.ts';
import { followFunctionLogs } from './function-logs.ts';
import { acquireLock } from './instance-lock.ts';
import { localClientConfig, localRegion } from './local-aws.ts';
import { type HeldPort, holdPort, loopbackHost, onFreePort, type PortRequest } from './loopback.ts';
import { type Mailbox, startMailbox } from './mailbox/server.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from './ministack/emulator.ts';
import {
  accessTokenOf,
  type AdministratorName,
  type LocalOutputs,
  writeOutputs,
} from './outputs.ts';
import { type StatePaths, statePaths } from './paths.ts';
import { preparePython } from './python.ts';
import { seedExamples, seedTenants } from './seed.ts';
import { sentAfter, sesClient } from './ses/client.ts';
import { startFeedback } from './ses/feedback.ts';
import { watchSources } from './source-watcher.ts';

/** A running local Foyer. */
export interface LocalFoyer {
  readonly outputs: LocalOutputs;
  /** Gets an access token for an administrator. */
  token(name?: AdministratorName): Promise<string>;
  /** Settles when the local AWS emulator ends, whether or not a stop was requested. */
  readonly awsEnded: Promise<void>;
  /** Stops everything that was started. */
  stop(): Promise<void>;
}

export interface StartOptions extends LocalOptions, Pick<EmulatorOptions, 'callsFile' | 'faults'> {
  readonly reporter?: ProgressReporter;
  /** Aborts the start, and stops everything that was started. */
  readonly signal?: AbortSignal;
}

/** The context of a start. */
interface Start {
  readonly paths: StatePaths;
  readonly reporter: ProgressReporter;
  /** Fires when Foyer stops or the start is aborted. */
  readonly signal: AbortSignal;
  readonly cleanup: Cleanup;
}

/**
 * Starts a local AWS emulator, deploys the stack to it, and serves the pages, a company login, and the mailbox.
 * @throws {LocalFailure} if a requirement is missing or a port is in use, after stopping everything that was started.
 */
export async function startLocal(options: StartOptions = {}): Promise<LocalFoyer> {
  const cleanup = new Cleanup();
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
  const start: Start = {
    paths: statePaths(options.stateDir),
    reporter: options.reporter ?? silentReporter,
    signal,
    cleanup,
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    await cleanup.run();
  };
  try {
    return { ...(await startAll(options, start)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(options: StartOptions, start: Start): Promise<Omit<LocalFoyer, 'stop'>> {
  const { paths, reporter, cleanup } = start;
  const lock = await acquireLock(paths.lock);
  cleanup.add(() => lock.release());
  // An instance that was killed leaves its outputs behind.
  await rm(paths.outputs, { force: true });

  const ports = portRequests(options);
  const sitePort = await hold(ports.site, start);
  const mailboxPort = await hold(ports.mailbox, start);
  const loginPort = await hold(ports.login, start);
  const siteUrl = `http://${loopbackHost}:${sitePort.number}`;
  const emulator = await startAws(ports.aws, sitePort.number, options, start);
  await lock.update(siteUrl, emulator);

  const provider = await openCompanyLogin(loginPort, emulator.endpoint, start);
  const { stack, cdk } = await deployStack(
    localSettings(siteUrl, readTeamSettings(), provider),
    emulator.endpoint,
    start,
  );
  reporter.step('Creating two tenants with an administrator each');
  const administrators = await seedTenants(emulator.endpoint);

  reporter.step('Starting the pages and the mailbox');
  const apiUrl = localApiUrl(emulator.endpoint, stack);
  const pages = await withoutNewListeners('SIGTERM', () =>
    startPages({
      port: sitePort.number,
      beforeListening: () => sitePort.release(),
      cacheDir: paths.pagesCache,
      built: options.watch === false,
      apiUrl,
      config: pageConfigFor(emulator.endpoint, stack),
    }),
  );
  cleanup.add(() => pages.close());
  const mailbox = await openMailbox(mailboxPort, emulator, start);
  // Reading the logs takes as much of the emulator's time as the tests themselves.
  if (options.reporter !== undefined) followLogs(emulator.endpoint, start);
  if (options.watch !== false) redeployOnChange(cdk, start);

  const outputs: LocalOutputs = {
    apiUrl,
    siteUrl,
    mailboxUrl: mailbox.url,
    companyLoginUrl: companyIssuer(loginPort.number),
    awsEndpoint: emulator.endpoint,
    region: localRegion,
    userPoolId: stack.UserPoolId,
    webClientId: stack.WebClientId,
    tableName: stack.TableName,
    ...administrators,
  };
  reporter.step('Adding an example application and a preset');
  await seedExamples(outputs);
  await writeOutputs(paths.outputs, outputs);
  cleanup.add(() => rm(paths.outputs, { force: true }));
  return {
    outputs,
    token: (name = 'admin') => accessTokenOf(outputs, name),
    awsEnded: emulator.ended.then(() => undefined),
  };
}

/**
 * Removes the listeners for a signal that `start` adds. Vite's listener exits the process once its server is closed,
 * which would leave everything else running.
 */
export async function withoutNewListeners<T>(
  signal: NodeJS.Signals,
  start: () => Promise<T>,
): Promise<T> {
  const before = new Set(process.listeners(signal));
  const started = await start();
  for (const listener of process.listeners(signal))
    if (!before.has(listener)) process.off(signal, listener);
  return started;
}

function portRequests({ port, mailboxPort, loginPort, awsPort }: LocalOptions) {
  return {
    site: { purpose: 'the pages', preferred: 5173, required: port, option: '--port' },
    mailbox: {
      purpose: 'the mailbox',
      preferred: 8025,
      required: mailboxPort,
      option: '--mailbox-port',
    },
    login: {
      purpose: 'the company login',
      preferred: 8035,
      required: loginPort,
      option: '--login-port',
    },
    aws: {
      purpose: 'the local AWS emulator',
      preferred: 4566,
      required: awsPort,
      option: '--aws-port',
    },
  } satisfies Record<string, PortRequest>;
}

async function hold(request: PortRequest, { cleanup }: Start): Promise<HeldPort> {
  const port = await holdPort(request);
  cleanup.add(() => port.release());
  return port;
}

async function startAws(
  request: PortRequest,
  sitePort: number,
  { callsFile, faults }: StartOptions,
  { paths, reporter, signal, cleanup }: Start,
): Promise<Emulator> {
  reporter.step('Preparing the local AWS emulator');
  const python = await preparePython({ progress: reporter.progress, signal });
  reporter.step('Starting the local AWS emulator');
  const allowedOrigins = [loopbackHost, 'localhost'].map((name) => `http://${name}:${sitePort}`);
  const emulator = await onFreePort(request, (port) =>
    startEmulator({
      ...{ python, port, logFile: paths.emulatorLog, allowedOrigins, signal },
      ...(callsFile !== undefined && { callsFile }),
      ...(faults !== undefined && { faults }),
    }),
  );
  cleanup.add(() => emulator.stop());
  return emulator;
}

async function openCompanyLogin(
  port: HeldPort,
  endpoint: string,
  { cleanup }: Start,
): Promise<IdentityProviderSettings> {
  await port.release();
  const login = await startCompanyLogin(port.number, endpoint);
  cleanup.add(() => login.close());
  return login.provider;
}

async function deployStack(
  settings: Readonly<Record<string, unknown>>,
  endpoint: string,
  { paths, reporter, signal }: Start,
): Promise<{ stack: StackOutputs; cdk: CdkOptions }> {
  const settingsFile = join(paths.directory, 'foyer.config.json');
  await writeFile(settingsFile, JSON.stringify(settings, null, 2));
  const cdk: CdkOptions = { endpoint, paths, context: { config: settingsFile }, signal };
  reporter.step('Preparing the local account and the stack (cdk bootstrap and synth)');
  await rm(paths.deployLog, { force: true });
  await prepareDeployment(cdk);
  reporter.step('Deploying the stack (cdk deploy)');
  await deployPrepared(cdk, reporter.progress);
  const stack = await readStackOutputs(
    new CloudFormationClient(localClientConfig(endpoint)),
    'local',
  );
  return { stack, cdk };
}

/** Starts the mailbox and the SES feedback about its emails. */
async function openMailbox(
  port: HeldPort,
  { endpoint, instance }: Emulator,
  { reporter, signal, cleanup }: Start,
): Promise<Mailbox> {
  const feedback = startFeedback({
    ses: sesClient(endpoint, instance),
    sentMails: (count, until) => sentAfter(endpoint, count, until),
    onError: (error) => {
      if (!signal.aborted)
        reporter.line(`SES could not report the delivery of an email: ${String(error)}`);
    },
    signal,
  });
  cleanup.add(() => feedback.ended);
  await port.release();
  const mailbox = await startMailbox({ port: port.number, awsEndpoint: endpoint, feedback });
  cleanup.add(() => mailbox.close());
  return mailbox;
}

function followLogs(endpoint: string, { reporter, signal, cleanup }: Start): void {
  const following = followFunctionLogs({ endpoint, stage: 'local', print: reporter.line, signal });
  cleanup.add(() => following);
}

function redeployOnChange(cdk: CdkOptions, { reporter, signal, cleanup }: Start): void {
  const watcher = watchSources(async (file) => {
    const startedAt = Date.now();
    reporter.line(`${file} has changed. Redeploying …`);
    try {
      await deploy(cdk, () => undefined);
      reporter.line(`Redeployed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
    } catch (error) {
      if (!signal.aborted)
        reporter.line(
          `${explain(error)}\nUntil then, the previously deployed functions keep running.`,
        );
    }
  });
  cleanup.add(() => {
    watcher.close();
  });
}

/** Undoes the steps of a start in reverse order. */
class Cleanup {
  readonly #steps: (() => Promise<void> | void)[] = [];
  #done: Promise<void> | undefined;

  /** Registers the reversal of a step that was just completed. */
  add(step: () => Promise<void> | void): void {
    this.#steps.push(step);
  }

  /** Runs all steps once. A step that fails does not prevent the others. */
  run(): Promise<void> {
    this.#done ??= this.#runSteps();
    return this.#done;
  }

  async #runSteps(): Promise<void> {
    const failures: unknown[] = [];
    for (let step = this.#steps.pop(); step !== undefined; step = this.#steps.pop()) {
      try {
        await step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Some parts could not be stopped.');
  }
}
