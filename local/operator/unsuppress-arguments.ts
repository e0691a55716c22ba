import * as z from 'zod';
import { ArgumentError, parseCommandLine, stageSchema } from './arguments.ts';

const commandSchema = z.object({
  email: z.string(),
  stage: stageSchema,
  region: z.string().optional(),
  profile: z.string().optional(),
  stateDir: z.string().optional(),
});
/** What `npm run admin -- unsuppress` was asked for. */
export type UnsuppressCommand = z.infer<typeof commandSchema>;

/**
 * Reads the command line of `npm run admin -- unsuppress`; `team` are the settings of foyer.config.json.
 * @throws ArgumentError with a sentence for each thing that is wrong.
 */
export function parseUnsuppressArguments(
  args: readonly string[],
  team: Readonly<Record<string, unknown>> = {},
): UnsuppressCommand {
  const { values, positionals, stage } = parseCommandLine(args, team);
  const { region, profile, 'state-dir': stateDir, ...others } = values;
  const [, email, ...more] = positionals;
  if (
    email === undefined ||
    more.length > 0 ||
    Object.keys(others).some((name) => name !== 'stage')
  )
    throw new ArgumentError(
      'unsuppress takes one address: npm run admin -- unsuppress ada@example.com',
    );
  const parsed = commandSchema.safeParse({ email, stage, region, profile, stateDir });
  if (parsed.success) return parsed.data;
  throw new ArgumentError(parsed.error.issues.map(({ message }) => message).join('\n'));
}
