import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startPages } from '../web/dev-server.ts';
import { accessTokenOf } from './access-token.ts';
import { bootstrap, deploy, type CdkOptions } from './cdk.ts';
import { Cleanup } from './cleanup.ts';
import { offerCompanyLogin, type OfferedProvider } from './company-login/offer.ts';
import { localSettings, readTeamSettings } from './configuration.ts';
import { addExampleSettings } from './example-settings.ts';
import { explain } from './failure.ts';
import { followFunctionLogs } from './function-logs.ts';
import { companyIssuer } from './company-login/server.ts';
import { localClientConfig, localRegion } from './local-aws.ts';
import { readMails, type Mail } from './mailbox/mails.ts';
import { startMailbox, type Mailbox } from './mailbox/server.ts';
import { startEmulator, type Emulator } from './ministack.ts';
import { readStackOutputs, type StackOutputs } from '../operator/stack-outputs.ts';
import type { LocalOptions } from './options.ts';
import { writeOutputs, type AdministratorName, type LocalOutputs } from './outputs.ts';
import { localApiUrl, pageConfigFor } from './page-config.ts';
import { statePlaces, type StatePlaces } from './places.ts';
import { holdPort, onFreePort, type HeldPort, type PortWish } from './ports.ts';
import { claimRunFile } from './run-file.ts';
import { silentScreen, type Screen } from './screen.ts';
import { seed } from './seed.ts';
import { startFeedback } from './ses/feedback.ts';
import { localSes } from './ses/local-ses.ts';
import { sentAfter } from './ses/sent-mail.ts';
import { watchSources } from './source-watch.ts';
import { preparePython } from './virtual-environment.ts';

/** A running local Foyer. */
export interface LocalFoyer {
  readonly outputs: LocalOutputs;
  /** The mails sent so far, newest first. */
  mails(): Promise<Mail[]>;
  /** An access token of one of the administrators. */
  token(which?: AdministratorName): Promise<string>;
  /** Settles when the local AWS ends although nobody stopped it. */
  readonly broken: Promise<void>;
  /** Stops everything that was started. */
  stop(): Promise<void>;
}

/** For programs that start a local Foyer. */
export interface StartOptions extends LocalOptions {
  readonly screen?: Screen;
  /** Gives up starting, and takes back what was started. */
  readonly signal?: AbortSignal;
}

/** What the parts of a start have in common. */
interface Start {
  readonly places: StatePlaces;
  readonly screen: Screen;
  /** Fires at a stop, or when starting is given up. */
  readonly signal: AbortSignal;
  readonly cleanup: Cleanup;
}

/**
 * Starts a local AWS, deploys the stack into it, and serves the pages, a company login and the mailbox.
 * @throws LocalFailure when something is missing or taken, after stopping what was started.
 */
export async function startLocal(options: StartOptions = {}): Promise<LocalFoyer> {
  const cleanup = new Cleanup();
  const stopping = new AbortController();
  const signal = AbortSignal.any([stopping.signal, ...(options.signal ? [options.signal] : [])]);
  const start: Start = {
    places: statePlaces(options.stateDir),
    screen: options.screen ?? silentScreen,
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

async function startAll(options: LocalOptions, start: Start): Promise<Omit<LocalFoyer, 'stop'>> {
  const { places, screen, cleanup } = start;
  const runFile = await claimRunFile(places.runFile);
  cleanup.add(() => runFile.release());
  // A run that was killed could not take its own away.
  await rm(places.outputs, { force: true });

  const sitePort = await hold(siteWish(options), start);
  const mailboxPort = await hold(mailboxWish(options), start);
  const loginPort = await hold(loginWish(options), start);
  const siteUrl = `http://127.0.0.1:${sitePort.number}`;
  const emulator = await startAws(options, sitePort.number, start);
  await runFile.note(siteUrl, emulator);

  const provider = await openCompanyLogin(loginPort, emulator.endpoint, start);
  const { stack, cdk } = await deployStack(
    localSettings(siteUrl, readTeamSettings(), provider),
    emulator.endpoint,
    start,
  );
  screen.step('Creating two tenants with an administrator each');
  const administrators = await seed(emulator.endpoint);

  screen.step('Starting the pages and the mailbox');
  const apiUrl = localApiUrl(emulator.endpoint, stack);
  const pages = await startPages({
    port: sitePort.number,
    beforeListening: () => sitePort.release(),
    cacheDir: places.pagesCache,
    apiUrl,
    config: pageConfigFor(emulator.endpoint, stack),
  });
  cleanup.add(() => pages.close());
  const mailbox = await openMailbox(mailboxPort, emulator, start);
  followLogs(emulator.endpoint, start);
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
  screen.step('Adding an example application and a preset');
  await addExampleSettings(outputs);
  await writeOutputs(places.outputs, outputs);
  cleanup.add(() => rm(places.outputs, { force: true }));
  return {
    outputs,
    mails: () => readMails(emulator.endpoint),
    token: (which = 'admin') => accessTokenOf(outputs, which),
    broken: emulator.ended.then(() => undefined),
  };
}

function siteWish({ port: demanded }: LocalOptions): PortWish {
  return { purpose: 'the pages', preferred: 5173, demanded, option: '--port' };
}

function mailboxWish({ mailboxPort: demanded }: LocalOptions): PortWish {
  return { purpose: 'the mailbox', preferred: 8025, demanded, option: '--mailbox-port' };
}

function loginWish({ loginPort: demanded }: LocalOptions): PortWish {
  return { purpose: 'the company login', preferred: 8035, demanded, option: '--login-port' };
}

function awsWish({ awsPort: demanded }: LocalOptions): PortWish {
  return { purpose: 'the local AWS', preferred: 4566, demanded, option: '--aws-port' };
}

async function hold(wish: PortWish, { cleanup }: Start): Promise<HeldPort> {
  const port = await holdPort(wish);
  cleanup.add(() => port.release());
  return port;
}

async function startAws(
  options: LocalOptions,
  sitePort: number,
  { places, screen, signal, cleanup }: Start,
): Promise<Emulator> {
  screen.step('Preparing the local AWS');
  const python = await preparePython({ progress: screen.progress, signal });
  screen.step('Starting the local AWS');
  const allowedOrigins = ['127.0.0.1', 'localhost'].map((name) => `http://${name}:${sitePort}`);
  const emulator = await onFreePort(awsWish(options), (port) =>
    startEmulator({ python, port, logFile: places.emulatorLog, allowedOrigins, signal }),
  );
  cleanup.add(() => emulator.stop());
  return emulator;
}

async function openCompanyLogin(
  port: HeldPort,
  endpoint: string,
  { cleanup }: Start,
): Promise<OfferedProvider> {
  await port.release();
  const login = await offerCompanyLogin(port.number, endpoint);
  cleanup.add(() => login.close());
  return login.provider;
}

async function deployStack(
  settings: Readonly<Record<string, unknown>>,
  endpoint: string,
  { places, screen, signal }: Start,
): Promise<{ stack: StackOutputs; cdk: CdkOptions }> {
  const settingsFile = join(places.directory, 'foyer.config.json');
  await writeFile(settingsFile, JSON.stringify(settings, null, 2));
  const cdk: CdkOptions = { endpoint, places, context: { config: settingsFile }, signal };
  screen.step('Preparing the local account (cdk bootstrap)');
  await bootstrap(cdk);
  screen.step('Deploying the stack (cdk deploy)');
  await deploy(cdk, screen.progress);
  const stack = await readStackOutputs(
    new CloudFormationClient(localClientConfig(endpoint)),
    'local',
  );
  return { stack, cdk };
}

/** The mailbox, and what happens to the mails in it. */
async function openMailbox(
  port: HeldPort,
  { endpoint, instance }: Emulator,
  { screen, signal, cleanup }: Start,
): Promise<Mailbox> {
  const feedback = startFeedback({
    ses: localSes(endpoint, instance),
    sentMails: (number, until) => sentAfter(endpoint, number, until),
    complain: (error) => {
      if (!signal.aborted)
        screen.line(`SES could not report the delivery of an email: ${String(error)}`);
    },
    signal,
  });
  cleanup.add(() => feedback.ended);
  await port.release();
  const mailbox = await startMailbox({ port: port.number, awsEndpoint: endpoint, feedback });
  cleanup.add(() => mailbox.close());
  return mailbox;
}

function followLogs(endpoint: string, { screen, signal, cleanup }: Start): void {
  const following = followFunctionLogs({ endpoint, stage: 'local', print: screen.line, signal });
  cleanup.add(() => following);
}

function redeployOnChange(cdk: CdkOptions, { screen, signal, cleanup }: Start): void {
  const watcher = watchSources(async (file) => {
    const began = Date.now();
    screen.line(`${file} has changed. Redeploying …`);
    try {
      await deploy(cdk, () => undefined);
      screen.line(`Redeployed in ${Math.round((Date.now() - began) / 1000)} s.`);
    } catch (error) {
      if (!signal.aborted)
        screen.line(
          `${explain(error)}\nUntil then, the previously deployed functions keep running.`,
        );
    }
  });
  cleanup.add(() => {
    watcher.close();
  });
}
