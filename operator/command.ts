import * as z from 'zod';

import { parseEmailAddress } from '../lambdas/modules/platform/email-address.ts';
import { FoyerError } from '../lambdas/modules/platform/errors.ts';
import { personName } from '../lambdas/modules/platform/text.ts';
import { tenantSchema } from '../lambdas/modules/records/tenant.ts';
import type { Deployment } from './deployment.ts';

/** An invalid command line. The message says what to type instead. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A valid command that the current state of the deployment does not allow. Nothing was changed. */
export class RejectedError extends Error {
  override readonly name: string = 'RejectedError';
}

/**
 * Turns the expected errors of a use case into a {@link RejectedError}. Temporary ones pass through unchanged, because
 * the operator can retry.
 */
export async function rejectExpectedErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof FoyerError && error.code !== 'temporarily_unavailable')
      throw new RejectedError(error.message, { cause: error });
    throw error;
  }
}

/** A flag of a command. */
export interface Flag {
  readonly type: 'string' | 'boolean';
  /** The placeholder for the value in the help: `<address>`. */
  readonly placeholder?: string;
  readonly description: string;
}

/** The outcome of a completed command. */
export interface CommandResult {
  /** The output for people, as sentences. */
  readonly lines: readonly string[];
  /** The same output for programs (`--json`). */
  readonly data: Readonly<Record<string, unknown>>;
  /** The command found problems, so the process exits with 1. */
  readonly foundProblems?: boolean;
}

/** The arguments and flags of a command line by name, before validation. */
export type RawInput = Readonly<Record<string, string | boolean | undefined>>;

/** A command of `npm run admin`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** Further paragraphs for the command's own help. */
  readonly details?: string;
  /** Names of the positional arguments, in order. All are required. */
  readonly positionals: readonly string[];
  readonly flags: Readonly<Record<string, Flag>>;
  readonly examples: readonly string[];
  /**
   * Validates the input without calling AWS, and returns the work to do.
   * @throws {UsageError} with a sentence for each invalid value.
   */
  prepare(input: RawInput): (deployment: Deployment) => Promise<CommandResult>;
}

interface CommandDefinition<Schema extends z.ZodType> extends Omit<Command, 'prepare'> {
  /** Its keys are the names of arguments and flags, which its messages mention. */
  readonly schema: Schema;
  readonly run: (input: z.output<Schema>, deployment: Deployment) => Promise<CommandResult>;
}

/** Builds a command whose input is validated by a schema. */
export function defineCommand<Schema extends z.ZodType>({
  schema,
  run,
  ...rest
}: CommandDefinition<Schema>): Command {
  return {
    ...rest,
    prepare(input) {
      const parsed = schema.safeParse(input);
      if (!parsed.success) throw new UsageError(messagesOf(parsed.error));
      return (deployment) => run(parsed.data, deployment);
    },
  };
}

function messagesOf({ issues }: z.ZodError): string {
  const all = issues.map(({ message }) => message).filter((message) => message !== '');
  return [...new Set(all)].join('\n');
}

/** Parses `--email` into the form in which its owner signs in: in lowercase, with the domain in ASCII. */
export const emailSchema = z
  .string({ error: '--email is required.' })
  .transform((input, context) => {
    const email = parseEmailAddress(input);
    if (!('problem' in email)) return email.normalized;
    context.addIssue({ code: 'custom', message: `--email: ${email.problem}` });
    return z.NEVER;
  });

/** Parses `--admin-name`, the name that invitations show as their sender. */
export const adminNameSchema = z.optional(personName('--admin-name', 100));

/** Parses the `<tenant>` argument. */
export const tenantIdSchema = tenantSchema.shape.id;

/** Parses the `<client>` argument, the ID of a client of the user pool. */
export const clientIdSchema = z
  .string()
  .regex(
    /^[A-Za-z0-9_+]{1,128}$/,
    '<client> must be the ID of an API client. Run list-clients to see it.',
  );
