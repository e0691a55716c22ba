import { actingAs } from '../lambdas/modules/platform/actor.ts';
import { explain, LocalFailure } from '../local/failure.ts';
import { helpOf, overview, readLine } from './command-line.ts';
import type { Answer, Command } from './command.ts';
import { COMMANDS } from './commands.ts';
import { findDeployment } from './deployment.ts';
import { ArgumentError, Refused } from './errors.ts';
import { StackNotFound } from './stack-outputs.ts';

/** The operator, as the activity log names whoever has the credentials of the account. */
const OPERATOR = { type: 'operator', id: 'operator', name: 'Operator' } as const;

/** What a process says when it ends. */
export const EXIT = { done: 0, refused: 1, notUnderstood: 2, notReached: 3 } as const;

/** Where sentences go. */
export interface Voice {
  say(text: string): void;
  complain(text: string): void;
}

/**
 * `npm run admin -- …`; `team` are the settings of foyer.config.json.
 * @returns what the process should end with: one of {@link EXIT}.
 */
export async function runCommand(
  args: readonly string[],
  team: Readonly<Record<string, unknown>>,
  voice: Voice,
): Promise<number> {
  const isJson = args.includes('--json');
  const command = COMMANDS.find(({ name }) => name === args[0]);
  try {
    if (asksForHelp(args)) voice.say(command === undefined ? overview(COMMANDS) : helpOf(command));
    else return tell(await answerTo(command, args, team), isJson, voice);
    return EXIT.done;
  } catch (error) {
    const text = explainFailure(error, command);
    voice.complain(isJson ? JSON.stringify({ error: text }) : text);
    return exitCodeOf(error);
  }
}

function asksForHelp(args: readonly string[]): boolean {
  return args.length === 0 || args.includes('--help') || args.includes('-h');
}

async function answerTo(
  command: Command | undefined,
  [name = '', ...rest]: readonly string[],
  team: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  if (command === undefined) throw new ArgumentError(`The command ${name} does not exist.`);
  const { where, typed } = readLine(command, rest, team);
  const run = command.prepare(typed);
  return actingAs(OPERATOR, async () => run(await findDeployment(where)));
}

function tell({ lines, data, bad }: Answer, isJson: boolean, voice: Voice): number {
  voice.say(isJson ? JSON.stringify(data, null, 2) : lines.join('\n'));
  return bad === true ? EXIT.refused : EXIT.done;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof ArgumentError) return EXIT.notUnderstood;
  return error instanceof Refused ? EXIT.refused : EXIT.notReached;
}

/** What to print for a failure: what AWS said, and the usual cause. */
function explainFailure(error: unknown, command: Command | undefined): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof LocalFailure) return explain(error);
  if (error instanceof Refused) return error.message;
  if (error instanceof ArgumentError) return `${error.message}\n${hintFor(command)}`;
  if (error instanceof StackNotFound) {
    return `${error.message}\nDeploy it first (npx cdk deploy), or choose another stage, region, or profile.`;
  }
  return `${error.name}: ${error.message}\nNothing else was changed. You can repeat the command.`;
}

function hintFor(command: Command | undefined): string {
  return command === undefined
    ? 'Run npm run admin to list the commands.'
    : `Run npm run admin -- ${command.name} --help for details.`;
}
