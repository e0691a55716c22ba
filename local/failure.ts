/** A failure that the person at the keyboard can do something about. */
export class LocalFailure extends Error {
  override readonly name = 'LocalFailure';
  /** What to do about it, in a sentence or two. */
  readonly advice: string;

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.advice = advice;
  }
}

/** What to print for a failure: the sentence and the advice, or the stack of something unforeseen. */
export function explain(error: unknown): string {
  if (error instanceof LocalFailure) return `${error.message}\n${error.advice}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
