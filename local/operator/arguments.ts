import { parseArgs } from 'node:util';
import * as z from 'zod';
import { line } from '../../lambdas/shared/text.ts';
import { tenantSchema } from '../../lambdas/tenants/tenant.ts';

export const usage = `Creates a tenant and its first administrator in a deployed Foyer.

  npm run admin -- create-tenant --name "Acme" --email admin@acme.example --admin-name "Ada Berg"

  --name        the company's name, as customers read it
  --email       the administrator's address; Cognito mails a temporary password to it
  --admin-name  the administrator's name, as invitations say who invites; without it they say the address
  --id          the tenant's id, 3 to 40 lower-case letters, digits and dashes; made from the name unless given;
                needed to add another administrator to a tenant that is there already
  --stage       the stage that was deployed; the one of foyer.config.json, or dev, unless given
  --region      the region of the stack, unless the environment says it
  --profile     the AWS profile to use, unless the environment says it
  --resend      mails another temporary password if the administrator has not signed in yet

It may be repeated: what is there already stays as it is.

  npm run admin -- unsuppress ada@example.com

Lets an address be invited again whose mail came back or was reported as spam, with the same --stage, --region and
--profile.

  npm run admin -- show-tenant acme
  npm run admin -- suspend-tenant acme
  npm run admin -- resume-tenant acme
  npm run admin -- set-feature acme customer-portal off

Shows a tenant, closes it to everybody or opens it again, or takes its customer portal away or gives it back, with the
same --stage, --region and --profile.`;

/** The stage whose stack is meant. */
export const stageSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, '--stage is a word of lower-case letters, digits and dashes.');

const commandSchema = z.object({
  name: z
    .string({ error: '--name is missing.' })
    .trim()
    .min(1, '--name is empty.')
    .max(200, '--name is too long.'),
  email: z
    .string({ error: '--email is missing.' })
    .trim()
    .toLowerCase()
    .pipe(z.email('--email is not an email address.')),
  adminName: z.optional(line('--admin-name', 100)),
  id: tenantSchema.shape.id,
  idGiven: z.boolean(),
  stage: stageSchema,
  region: z.string().optional(),
  profile: z.string().optional(),
  resend: z.boolean(),
  stateDir: z.string().optional(),
});
/** What `npm run admin` was asked for. */
export type AdminCommand = z.infer<typeof commandSchema>;

/** The command line cannot be understood; the message says what to write. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** The stage that `cdk deploy` uses when none is named. */
const usualStage = 'dev';

/**
 * Reads the command line of `npm run admin`; `team` are the settings of foyer.config.json.
 * @throws ArgumentError with a sentence for each thing that is wrong.
 */
export function parseAdminArguments(
  args: readonly string[],
  team: Readonly<Record<string, unknown>> = {},
): AdminCommand {
  const { values, positionals, stage } = parseCommandLine(args, team);
  if (positionals.length !== 1 || positionals[0] !== 'create-tenant') {
    throw new ArgumentError(
      'The command is create-tenant, show-tenant, suspend-tenant, resume-tenant, set-feature or unsuppress.',
    );
  }
  const { 'state-dir': stateDir, 'admin-name': adminName, ...rest } = values;
  const name = values.name ?? '';
  const parsed = commandSchema.safeParse({
    ...rest,
    adminName,
    id: values.id ?? idFor(name),
    idGiven: values.id !== undefined,
    stage,
    resend: values.resend ?? false,
    stateDir,
  });
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(sentenceOf(name, values.id));
  throw new ArgumentError(sentences.filter((sentence) => sentence !== '').join('\n'));
}

/** What all commands have in common. @throws ArgumentError for an option that does not exist. */
export function parseCommandLine(
  args: readonly string[],
  team: Readonly<Record<string, unknown>> = {},
) {
  const { values, positionals } = parse(args);
  return { values, positionals, stage: values.stage ?? team['stage'] ?? usualStage };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        name: { type: 'string' },
        email: { type: 'string' },
        'admin-name': { type: 'string' },
        id: { type: 'string' },
        stage: { type: 'string' },
        region: { type: 'string' },
        profile: { type: 'string' },
        resend: { type: 'boolean' },
        'state-dir': { type: 'string' },
      },
    });
  } catch (error) {
    throw new ArgumentError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

/** A tenant id made from a name: "Müller & Söhne" becomes "muller-sohne". */
export function idFor(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
}

function sentenceOf(name: string, id: string | undefined) {
  return (issue: z.core.$ZodIssue): string => {
    if (issue.path[0] !== 'id' || id !== undefined) return issue.message;
    return name === '' ? '' : `No id can be made from the name "${name}": give one with --id.`;
  };
}
