/** The command line of `npm start`: its options, its output in the terminal, and Ctrl-C. */
import { parseArgs } from 'node:util';

import { LocalFailure } from './errors.ts';
import type { LocalOutputs } from './outputs.ts';
import { displayPath } from './paths.ts';
import { killAllGroups } from './process-group.ts';

/** Options of `npm start`. */
export interface LocalOptions {
  /** The port of the pages (default: the first free one from 5173). */
  readonly port?: number;
  /** The port of the mailbox (default: the first free one from 8025). */
  readonly mailboxPort?: number;
  /** The port of the company login (default: the first free one from 8035). */
  readonly loginPort?: number;
  /** The port of the local AWS emulator (default: the first free one from 4566). */
  readonly awsPort?: number;
  /**
   * Redeploys functions and reloads pages when sources change (default: true). Otherwise, serves the pages as they are
   * deployed.
   */
  readonly watch?: boolean;
  /** The folder for the files of this instance. Each of several running instances needs its own. */
  readonly stateDir?: string;
}

export const usage = `Runs Foyer on this machine, with a local AWS emulator, the stack, the pages, a company login, and a mailbox.

  npm start
  npm start -- --port 5173 --no-watch

  --port <n>          the port of the pages
  --mailbox-port <n>  the port of the mailbox
  --login-port <n>    the port of the company login
  --aws-port <n>      the port of the local AWS emulator
  --no-watch          does not redeploy or reload when sources change; serves the pages as they are deployed
  --state-dir <dir>   the folder for the files of this instance (default: .local); use another one to run a second instance`;

/**
 * Parses the command line of `npm start`. Returns `undefined` for `--help`.
 * @throws {LocalFailure} for an unknown option or an invalid value.
 */
export function parseLocalOptions(args: readonly string[]): LocalOptions | undefined {
  const values = parse(args);
  if (values.help === true) return undefined;
  const port = portOf('--port', values.port);
  const mailboxPort = portOf('--mailbox-port', values['mailbox-port']);
  const loginPort = portOf('--login-port', values['login-port']);
  const awsPort = portOf('--aws-port', values['aws-port']);
  const stateDir = values['state-dir'];
  return {
    ...(port === undefined ? {} : { port }),
    ...(mailboxPort === undefined ? {} : { mailboxPort }),
    ...(loginPort === undefined ? {} : { loginPort }),
    ...(awsPort === undefined ? {} : { awsPort }),
    ...(stateDir === undefined ? {} : { stateDir }),
    watch: values['no-watch'] !== true,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        'mailbox-port': { type: 'string' },
        'login-port': { type: 'string' },
        'aws-port': { type: 'string' },
        'no-watch': { type: 'boolean' },
        'state-dir': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new LocalFailure(error instanceof Error ? error.message : String(error), usage, {
      cause: error,
    });
  }
}

function portOf(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1024 && port <= 65_535) return port;
  throw new LocalFailure(
    `${option} ${value} is not a valid port.`,
    'Enter a number from 1024 to 65535.',
  );
}

/** Reports the progress of a start. */
export interface ProgressReporter {
  /** Begins a step that takes a while. */
  readonly step: (text: string) => void;
  /** Updates the progress of the current step. */
  readonly progress: (text: string) => void;
  /** Prints a separate line. */
  readonly line: (text: string) => void;
}

/** Reports to a stream: rewrites the progress in place on a terminal, and omits it in a file. */
export function streamReporter(stream: NodeJS.WriteStream): ProgressReporter {
  let current: string | undefined;
  const endStep = (): void => {
    if (current !== undefined && stream.isTTY) stream.write('\n');
    current = undefined;
  };
  return {
    step(text) {
      endStep();
      current = text;
      stream.write(stream.isTTY ? `${text} …` : `${text} …\n`);
    },
    progress(text) {
      if (current === undefined || !stream.isTTY) return;
      // Some terminals do not report their width.
      const room = (stream.columns || 80) - current.length - 4;
      stream.write(`\r\u001b[2K${current} … ${text.slice(0, Math.max(room, 10))}`);
    },
    line(text) {
      endStep();
      stream.write(`${text}\n`);
    },
  };
}

export const silentReporter: ProgressReporter = {
  step: () => undefined,
  progress: () => undefined,
  line: () => undefined,
};

/** Formats the message that appears once Foyer is running. */
export function welcomeMessage(
  outputs: LocalOutputs,
  { stateDir, watch = true }: LocalOptions = {},
): string {
  const { admin, otherAdmin } = outputs;
  return `
Foyer is running on this machine.

  Console         ${outputs.siteUrl}/console
                  for administrators: invite customers and track their invitations
  Administrator   ${admin.email}    password ${admin.password}    tenant ${admin.tenantId}
  Second tenant   ${otherAdmin.email}  password ${otherAdmin.password}    tenant ${otherAdmin.tenantId}

  Account         ${outputs.siteUrl}/account
                  for customers, once they have signed up from the link in an email
  Mailbox         ${outputs.mailboxUrl}
  Company login   ${outputs.companyLoginUrl}
                  (opens from the button on a sign-up page)
  API             ${outputs.apiUrl}
                  (reference at ${outputs.siteUrl}/docs)
  Local AWS       ${outputs.awsEndpoint}, ${outputs.region}

Create an invitation without the console, from the project folder in another terminal:

${inviteCommand(outputs.apiUrl, stateDir)}

${watch ? 'Changed functions are redeployed, and changed pages are reloaded. ' : ''}Press Ctrl-C to stop everything.
`;
}

/** Formats a shell command that creates an invitation. The URL is quoted because it contains `$default`. */
export function inviteCommand(apiUrl: string, stateDir?: string): string {
  const token =
    stateDir === undefined
      ? 'npm run -s token'
      : `npm run -s token -- --state-dir ${shellWord(displayPath(stateDir))}`;
  return [
    `  curl -sS '${apiUrl}/v1/invitations' \\`,
    `    -H "authorization: Bearer $(${token})" \\`,
    `    -H 'content-type: application/json' \\`,
    `    -d '{"email": "customer@example.com"}'`,
  ].join('\n');
}

function shellWord(text: string): string {
  return /^[\w./~-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/**
 * The number of milliseconds within which signals count as one key press: the terminal signals the whole group, and npm
 * repeats the signal.
 */
const samePress = 500;
const parentPollInterval = 500;

/**
 * Listens for requests to stop: Ctrl-C, a signal, or a closed terminal. A second Ctrl-C kills everything immediately.
 */
export class ShutdownListener {
  readonly #controller = new AbortController();
  /** Settles at the first request. */
  readonly requested: Promise<'requested'>;
  #requestedAt: number | undefined;

  constructor(reporter: ProgressReporter) {
    this.requested = new Promise((resolve) => {
      this.signal.addEventListener('abort', () => {
        resolve('requested');
      });
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        this.#onSignal(reporter);
      });
    }
    if (process.env['npm_lifecycle_event'] !== undefined) this.#watchParent(reporter);
    // The terminal is closed, but the programs are still running.
    process.stdout.on('error', () => {
      this.#request(reporter);
    });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** npm exits on a signal without forwarding it, so this process gets a new parent. */
  #watchParent(reporter: ProgressReporter): void {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) this.#request(reporter);
    }, parentPollInterval).unref();
  }

  #onSignal(reporter: ProgressReporter): void {
    if (this.#requestedAt === undefined) {
      this.#request(reporter);
    } else if (Date.now() - this.#requestedAt > samePress) {
      killAllGroups();
      process.exit(130);
    }
  }

  #request(reporter: ProgressReporter): void {
    if (this.#requestedAt !== undefined) return;
    this.#requestedAt = Date.now();
    reporter.line('\nStopping. Press Ctrl-C again to stop immediately.');
    this.#controller.abort();
  }
}
