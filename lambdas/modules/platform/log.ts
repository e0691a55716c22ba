import { onceLoaded } from './once.ts';

/** Writes log lines, like Powertools' `Logger`. */
export interface Log {
  info(message: string, details: Readonly<Record<string, unknown>>): void | Promise<void>;
  warn(message: string, details: Readonly<Record<string, unknown>>): void | Promise<void>;
  error(message: string, details: Readonly<Record<string, unknown>>): void | Promise<void>;
}

/**
 * Returns a log that loads its `Logger` for the first line. A successful request writes no lines, and the logger is 21
 * KB of code.
 */
export function lazyLog(serviceName: string): Log {
  const logger = onceLoaded(async () => {
    const { Logger } = await import('@aws-lambda-powertools/logger');
    return new Logger({ serviceName });
  });
  return {
    async info(message, details) {
      (await logger()).info(message, details);
    },
    async warn(message, details) {
      (await logger()).warn(message, details);
    },
    async error(message, details) {
      (await logger()).error(message, details);
    },
  };
}
