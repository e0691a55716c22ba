import { SkippedError, type Smoke } from './smoke.ts';

/** One check of `npm run smoke`. */
export interface Check {
  readonly name: string;
  /** What it shows when it passes. */
  readonly proves: string;
  /** What to do when it fails. */
  readonly remedy: string;
  /**
   * @returns details about the result, on one line.
   * @throws {SkippedError} if the installation lacks what the check needs. Any other error means that it failed.
   */
  readonly run: (smoke: Smoke) => Promise<string>;
}

/** The result of a check. */
export interface CheckResult {
  readonly name: string;
  readonly status: 'passed' | 'failed' | 'skipped';
  readonly proves: string;
  /** Details of a pass, the reason for a skip, or the error. */
  readonly details: string;
  /** Only for a failure. */
  readonly remedy?: string;
  /** Duration, in milliseconds. */
  readonly took: number;
}

/** Runs checks in order, each even if an earlier one failed, and reports each result as soon as it is known. */
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

/** Formats a result for people: one line, and for a failure what it means and what to do. */
export function describeResult({ name, status, proves, details, remedy }: CheckResult): string {
  return [
    `${MARKS[status]} ${name}: ${details}`,
    ...(status === 'failed' ? [`    Checks that ${proves}`, `    ${remedy ?? ''}`] : []),
  ].join('\n');
}
