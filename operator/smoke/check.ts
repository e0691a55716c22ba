import { SkippedError, type Smoke } from './smoke.ts';

/** One check of `npm run smoke`. */
export interface Check {
  readonly name: string;
  /** States what works if the check passes. */
  readonly proves: string;
  /** States what to do if the check fails. */
  readonly remedy: string;
  /**
   * @returns details about the result, on one line.
   * @throws {SkippedError} if the installation lacks what the check needs. Any other error means that the check
   * failed.
   */
  readonly run: (smoke: Smoke) => Promise<string>;
}

/** The result of a check. */
export interface CheckResult {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly proves: string;
  /** The details if the check passed, the reason if it was skipped, or the error. */
  readonly details: string;
  /** Only for a failure. */
  readonly remedy?: string;
  /** Duration, in milliseconds. */
  readonly took: number;
}

/** Runs all checks in order, even after a failure, and reports each result as soon as it is known. */
export async function runChecks(
  checks: readonly Check[],
  smoke: Smoke,
  report: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of checks) {
    const result = await runCheck(check, smoke);
    results.push(result);
    report(result);
  }
  return results;
}

async function runCheck({ name, proves, remedy, run }: Check, smoke: Smoke): Promise<CheckResult> {
  const start = performance.now();
  const took = () => Math.round(performance.now() - start);
  try {
    return { name, status: 'passed', proves, details: await run(smoke), took: took() };
  } catch (error) {
    const details = error instanceof Error ? error.message : String(error);
    if (error instanceof SkippedError)
      return { name, status: 'skipped', proves, details, took: took() };
    return { name, status: 'failed', proves, details, remedy, took: took() };
  }
}

const MARKS = { passed: '✓', failed: '✗', skipped: '-' } as const;

/** Formats a result for people: one line, plus what it means and what to do if the check failed. */
export function describeResult({ name, status, proves, details, remedy }: CheckResult): string {
  return [
    `${MARKS[status]} ${name}: ${details}`,
    ...(status === 'failed' ? [`    Checks that ${proves}`, `    ${remedy ?? ''}`] : []),
  ].join('\n');
}
