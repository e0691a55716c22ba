import type * as z from 'zod';
import { ArgumentError } from './errors.ts';
import type { Deployment } from './deployment.ts';

/** What a flag of a command is for. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** What stands for its value in the help: `<address>`. */
  readonly hint?: string;
  readonly says: string;
}

/** What a command has to say when it is done. */
export interface Answer {
  /** Sentences for a person. */
  readonly lines: readonly string[];
  /** The same for a program (`--json`). */
  readonly data: Readonly<Record<string, unknown>>;
  /** It was done, and what it found is bad: the command ends with 1. */
  readonly bad?: boolean;
}

/** The values that somebody typed, by the name of the argument or flag. */
export type Typed = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the operators' tool. */
export interface Command {
  readonly name: string;
  /** A line for the list of commands. */
  readonly summary: string;
  /** What else there is to know, for its own help. */
  readonly more?: string;
  /** Names of what it takes besides flags, in this order. */
  readonly takes: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly examples: readonly string[];
  /**
   * Reads what was typed, before anything is asked of AWS; resolves to what there is to do.
   * @throws {ArgumentError} with a sentence for each thing that is wrong.
   */
  prepare(typed: Typed): (deployment: Deployment) => Promise<Answer>;
}

/** A command as its file writes it: a schema of what it takes, and what it does with it. */
interface Written<Schema extends z.ZodType> extends Omit<Command, 'prepare'> {
  /** Its keys are the names of arguments and flags; its messages name them. */
  readonly schema: Schema;
  readonly run: (given: z.output<Schema>, deployment: Deployment) => Promise<Answer>;
}

/** Makes a command of a schema and a function. */
export function command<Schema extends z.ZodType>({
  schema,
  run,
  ...rest
}: Written<Schema>): Command {
  return {
    ...rest,
    prepare(typed) {
      const parsed = schema.safeParse(typed);
      if (!parsed.success) throw new ArgumentError(sentences(parsed.error));
      return (deployment) => run(parsed.data, deployment);
    },
  };
}

function sentences({ issues }: z.ZodError): string {
  const all = issues.map(({ message }) => message).filter((message) => message !== '');
  return [...new Set(all)].join('\n');
}
