import { actingAs } from '../lambdas/modules/platform/actor.ts';
import { explain, LocalFailure } from '../local/errors.ts';
import { type Command, type CommandResult, RejectedError, UsageError } from './command.ts';
import { commandHelp, overviewHelp, parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands.ts';
import { findDeployment, StackNotFoundError } from './deployment.ts';

/** The actor that the activity log shows for changes made with the credentials of the account. */
const OPERATOR = { type: 'operator', id: 'operator', name: 'Operator' } as const;

/** Exit codes of `npm run admin`. */
export const EXIT_CODES = { success: 0, rejected: 1, usage: 2, unavailable: 3 } as const;

/** Standard output and standard error. */
export interface Output {
  print(text: string): void;
  printError(text: string): void;
}

/**
 * Runs `npm run admin -- …`. `teamSettings` is the content of foyer.config.json.
 * @returns one of {@link EXIT_CODES}.
 */
export async function runCommand(
  args: readonly string[],
  teamSettings: Readonly<Record<string, unknown>>,
  output: Output,
): Promise<number> {
  const isJson = args.includes('--json');
  const command = COMMANDS.find(({ name }) => name === args[0]);
  try {
    if (isHelpRequest(args)) {
      output.print(command === undefined ? overviewHelp(COMMANDS) : commandHelp(command));
      return EXIT_CODES.success;
    }
    return printResult(await execute(command, args, teamSettings), isJson, output);
  } catch (error) {
    const text = errorText(error, command);
    output.printError(isJson ? JSON.stringify({ error: text }) : text);
    return exitCodeOf(error);
  }
}

function isHelpRequest(args: readonly string[]): boolean {
  return args.length === 0 || args.includes('--help') || args.includes('-h');
}

async function execute(
  command: Command | undefined,
  [name = '', ...rest]: readonly string[],
  teamSettings: Readonly<Record<string, unknown>>,
): Promise<CommandResult> {
  if (command === undefined) throw new UsageError(`The command ${name} does not exist.`);
  const { target, input } = parseCommandLine(command, rest, teamSettings);
  const run = command.prepare(input);
  return actingAs(OPERATOR, async () => run(await findDeployment(target)));
}

function printResult(
  { lines, data, foundProblems = false }: CommandResult,
  isJson: boolean,
  output: Output,
): number {
  output.print(isJson ? JSON.stringify(data, null, 2) : lines.join('\n'));
  return foundProblems ? EXIT_CODES.rejected : EXIT_CODES.success;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return EXIT_CODES.usage;
  return error instanceof RejectedError ? EXIT_CODES.rejected : EXIT_CODES.unavailable;
}

function errorText(error: unknown, command: Command | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof LocalFailure) return explain(error);
  if (error instanceof RejectedError) return error.message;
  if (error instanceof UsageError) return `${error.message}\n${hintFor(command)}`;
  if (error instanceof StackNotFoundError) {
    return `${error.message}\nDeploy it first (npx cdk deploy --all), or choose another stage, region, or profile.`;
  }
  return `${error.name}: ${error.message}\nNothing else was changed. You can repeat the command.`;
}

function hintFor(command: Command | undefined): string {
  return command === undefined
    ? 'Run npm run admin to list the commands.'
    : `Run npm run admin -- ${command.name} --help for details.`;
}
