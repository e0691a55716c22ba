import { parseArgs } from 'node:util';
import { ArgumentError } from './errors.ts';
import type { Command, Option, Typed } from './command.ts';
import { whereSchema, type Where } from './deployment.ts';

/** Which Foyer a command is for, and how it answers: every command takes these. */
const COMMON: Readonly<Record<string, Option>> = {
  stage: {
    type: 'string',
    hint: '<stage>',
    says: 'the deployed stage (default: the stage in foyer.config.json, or dev); local for npm start',
  },
  region: {
    type: 'string',
    hint: '<region>',
    says: 'the region of the stack (default: from the environment)',
  },
  profile: {
    type: 'string',
    hint: '<profile>',
    says: 'the AWS profile (default: from the environment)',
  },
  'state-dir': {
    type: 'string',
    hint: '<folder>',
    says: 'with --stage local: the folder with the files of the instance (default: .local)',
  },
  json: { type: 'boolean', says: 'prints JSON' },
  help: { type: 'boolean', says: 'prints this help' },
};

/** The stage that `cdk deploy` uses when none is named. */
const USUAL_STAGE = 'dev';

/** A command line that was understood, as far as it is the same for all commands. */
export interface Line {
  readonly where: Where;
  readonly typed: Typed;
}

/**
 * Reads what follows the name of a command; `team` are the settings of foyer.config.json.
 * @throws {ArgumentError} for a flag that does not exist, an argument that is missing or one too many.
 */
export function readLine(
  command: Command,
  args: readonly string[],
  team: Readonly<Record<string, unknown>> = {},
): Line {
  const { values, positionals } = parse(command, args);
  const { stage, region, profile, 'state-dir': stateDir } = values;
  const where = whereSchema.safeParse({
    ...{ stage: stage ?? team['stage'] ?? USUAL_STAGE, region, profile, stateDir },
  });
  if (!where.success) throw new ArgumentError(where.error.issues[0]?.message);
  return { where: where.data, typed: { ...values, ...named(command, positionals) } };
}

function parse(command: Command, args: readonly string[]) {
  const all = { ...command.options, ...COMMON };
  const options = Object.fromEntries(
    Object.entries(all).map(([name, { type }]) => [name, { type }]),
  );
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new ArgumentError(parsingSentence(command, error), { cause: error });
  }
}

function parsingSentence({ name }: Command, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const flag = /^Unknown option '(.+?)'/.exec(message)?.[1];
  return flag === undefined ? message : `${name} has no flag ${flag}.`;
}

function named({ name, takes }: Command, given: readonly string[]): Record<string, string> {
  const missing = takes.slice(given.length);
  if (missing.length > 0)
    throw new ArgumentError(`${name} requires ${missing.map((one) => `<${one}>`).join(' ')}.`);
  const tooMany = given.slice(takes.length);
  if (tooMany.length > 0)
    throw new ArgumentError(`${name} does not take the argument "${tooMany.join(' ')}".`);
  return Object.fromEntries(takes.map((one, index) => [one, given[index] ?? '']));
}

/** How one command is written. */
export function helpOf({ name, summary, more, takes, options, examples }: Command): string {
  const usage = ['npm run admin --', name, ...takes.map((one) => `<${one}>`), '[flags]'].join(' ');
  return [
    summary,
    `  ${usage}`,
    ...(Object.keys(options).length === 0 ? [] : [table(options)]),
    `Common flags:\n\n${table(COMMON)}`,
    ...(more === undefined ? [] : [more]),
    `Examples:\n\n${examples.map((example) => `  npm run admin -- ${example}`).join('\n')}`,
  ].join('\n\n');
}

/** All commands, one line each. */
export function overview(commands: readonly Command[]): string {
  const rows = commands.map(
    ({ name, takes, summary }) =>
      [[name, ...takes.map((one) => `<${one}>`)].join(' '), summary] as const,
  );
  return [
    'Administers a Foyer installation. Requires AWS credentials.',
    '  npm run admin -- <command> [flags]',
    aligned(rows),
    'Run npm run admin -- <command> --help for details. You can repeat every command. Exit codes: 0 success, 1 rejected or\n' +
      'problems found, 2 invalid command line, 3 AWS could not be reached.',
  ].join('\n\n');
}

function table(options: Readonly<Record<string, Option>>): string {
  return aligned(
    Object.entries(options).map(
      ([name, { hint, says }]) =>
        [`--${name}${hint === undefined ? '' : ` ${hint}`}`, says] as const,
    ),
  );
}

function aligned(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}
