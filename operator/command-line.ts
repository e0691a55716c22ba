import { parseArgs } from 'node:util';

import { type Command, type Flag, type RawInput, UsageError } from './command.ts';
import { type Target, targetSchema } from './deployment.ts';

/** Flags that every command accepts: the deployment to work on, and the format of the output. */
const COMMON_FLAGS: Readonly<Record<string, Flag>> = {
  stage: {
    type: 'string',
    placeholder: '<stage>',
    description:
      'the deployed stage (default: the stage in foyer.config.json, or dev); local for npm start',
  },
  region: {
    type: 'string',
    placeholder: '<region>',
    description: 'the region of the stack (default: from the environment)',
  },
  profile: {
    type: 'string',
    placeholder: '<profile>',
    description: 'the AWS profile (default: from the environment)',
  },
  'state-dir': {
    type: 'string',
    placeholder: '<folder>',
    description: 'with --stage local: the folder with the files of the instance (default: .local)',
  },
  json: { type: 'boolean', description: 'prints JSON' },
  help: { type: 'boolean', description: 'prints this help' },
};

/** The stage that `cdk deploy` uses by default. */
const DEFAULT_STAGE = 'dev';

/** A parsed command line. The command itself validates `input`. */
export interface CommandLine {
  readonly target: Target;
  readonly input: RawInput;
}

/**
 * Parses the arguments after the name of a command. `teamSettings` is the content of foyer.config.json.
 * @throws {UsageError} for an unknown flag, a missing argument, or an extra one.
 */
export function parseCommandLine(
  command: Command,
  args: readonly string[],
  teamSettings: Readonly<Record<string, unknown>> = {},
): CommandLine {
  const { values, positionals } = parse(command, args);
  const { stage, region, profile, 'state-dir': stateDir } = values;
  const target = targetSchema.safeParse({
    ...{ stage: stage ?? teamSettings['stage'] ?? DEFAULT_STAGE, region, profile, stateDir },
  });
  if (!target.success) throw new UsageError(target.error.issues[0]?.message);
  return { target: target.data, input: { ...values, ...nameAll(command, positionals) } };
}

function parse(command: Command, args: readonly string[]) {
  const flags = { ...command.flags, ...COMMON_FLAGS };
  const options = Object.fromEntries(
    Object.entries(flags).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(parseErrorMessage(command, error), { cause: error });
  }
}

function parseErrorMessage({ name }: Command, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const flag = /^Unknown option '(.+?)'/.exec(message)?.[1];
  return flag === undefined ? message : `${name} has no flag ${flag}.`;
}

function nameAll({ name, positionals }: Command, given: readonly string[]): Record<string, string> {
  const missing = positionals.slice(given.length);
  if (missing.length > 0)
    throw new UsageError(`${name} requires ${missing.map((one) => `<${one}>`).join(' ')}.`);
  const extra = given.slice(positionals.length);
  if (extra.length > 0)
    throw new UsageError(`${name} does not take the argument "${extra.join(' ')}".`);
  return Object.fromEntries(positionals.map((one, index) => [one, given[index] ?? '']));
}

/** Formats the help of one command. */
export function commandHelp(command: Command): string {
  const { summary, details, flags, examples } = command;
  return [
    summary,
    `  npm run admin -- ${usageOf(command)} [flags]`,
    ...(Object.keys(flags).length === 0 ? [] : [flagTable(flags)]),
    `Common flags:\n\n${flagTable(COMMON_FLAGS)}`,
    ...(details === undefined ? [] : [details]),
    `Examples:\n\n${examples.map((example) => `  npm run admin -- ${example}`).join('\n')}`,
  ].join('\n\n');
}

/** Formats the list of all commands, one line each. */
export function overviewHelp(commands: readonly Command[]): string {
  return [
    'Administers a Foyer installation. Requires AWS credentials.',
    '  npm run admin -- <command> [flags]',
    alignColumns(commands.map((command) => [usageOf(command), command.summary])),
    'Run npm run admin -- <command> --help for details. You can repeat every command. Exit codes: 0 success, 1 rejected or\n' +
      'problems found, 2 invalid command line, 3 AWS could not be reached.',
  ].join('\n\n');
}

function usageOf({ name, positionals }: Command): string {
  return [name, ...positionals.map((one) => `<${one}>`)].join(' ');
}

function flagTable(flags: Readonly<Record<string, Flag>>): string {
  return alignColumns(
    Object.entries(flags).map(([name, { placeholder, description }]) => [
      placeholder === undefined ? `--${name}` : `--${name} ${placeholder}`,
      description,
    ]),
  );
}

function alignColumns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
