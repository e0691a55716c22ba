/** A failure that the developer can fix. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
  /** The fix, in a sentence or two. */
  readonly advice: string;

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.advice = advice;
  }
}

/** Formats a failure for a terminal: the message and the advice, or the stack of an unexpected error. */
export function explain(error: unknown): string {
  if (error instanceof LocalFailure) return `${error.message}\n${error.advice}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
