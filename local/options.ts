import { parseArgs } from 'node:util';
import { LocalFailure } from './failure.ts';

/** What `npm start` can be told. */
export interface LocalOptions {
  /** The port of the pages; the first free one from 5173 unless told. */
  readonly port?: number;
  /** The port of the mailbox; the first free one from 8025 unless told. */
  readonly mailboxPort?: number;
  /** The port of the company login; the first free one from 8035 unless told. */
  readonly loginPort?: number;
  /** The port of the local AWS; the first free one from 4566 unless told. */
  readonly awsPort?: number;
  /** Redeploy when sources change. */
  readonly watch?: boolean;
  /** Where this instance keeps its files: one of its own for each instance that runs beside another. */
  readonly stateDir?: string;
}

export const usage = `Runs Foyer on this machine, with a local AWS, the stack, the pages, a company login, and a mailbox.

  npm start
  npm start -- --port 5173 --no-watch

  --port <n>          the port of the pages
  --mailbox-port <n>  the port of the mailbox
  --login-port <n>    the port of the company login
  --aws-port <n>      the port of the local AWS
  --no-watch          does not redeploy when sources change
  --state-dir <dir>   the folder for the files of this instance (default: .local); use another one to run a second instance`;

/**
 * Reads the command line of `npm start`; nothing when help was asked for.
 * @throws LocalFailure for an option that does not exist or makes no sense.
 */
export function parseLocalArguments(args: readonly string[]): LocalOptions | undefined {
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
  throw new LocalFailure(`${option} ${value} is not a port.`, 'Enter a number from 1024 to 65535.');
}
