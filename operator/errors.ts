/** The command line cannot be understood; the message says what to write. */
export class ArgumentError extends Error {
  override readonly name = 'ArgumentError';
}

/** The command was understood, and things are such that it cannot be carried out. Nothing was changed. */
export class Refused extends Error {
  override readonly name: string = 'Refused';
}
