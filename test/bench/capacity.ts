import { type Allowance, COGNITO, limitsOf, overBudget, spentIn, WORDS } from './budgets.ts';
import { measureAdministration } from './capacity-administration.ts';
import { measureAdministrators } from './capacity-administrators.ts';
import { measureCustomers } from './capacity-customers.ts';
import { measureJobs } from './capacity-jobs.ts';
import { measureMembers } from './capacity-members.ts';
import { measureProjections } from './capacity-projections.ts';
import { measureReconciler, measureSchedule } from './capacity-schedule.ts';
import { measureSigningUp } from './capacity-sign-up.ts';
import { sum } from './capacity-units.ts';
import { type World, worldAt } from './capacity-world.ts';
import type { Call } from './meter.ts';
import { printTable } from './report.ts';

/** Performs an operation and records its cost. */
export type Measure = (
  operation: string,
  allowance: Allowance,
  work: () => Promise<unknown>,
) => Promise<void>;

const PARTS: readonly ((world: World, measure: Measure) => Promise<void>)[] = [
  measureAdministration,
  measureAdministrators,
  measureCustomers,
  measureMembers,
  measureSigningUp,
  measureSchedule,
  measureReconciler,
  measureProjections,
  measureJobs,
];

/**
 * Prints the cost and the budget of each operation.
 *
 * @returns the operations that exceed their budget without a decision
 */
export async function capacity(endpoint: string): Promise<string[]> {
  const wrong: string[] = [];
  const rows: string[][] = [];
  for (const part of PARTS) {
    const world = await worldAt(endpoint);
    await part(world, async (operation, allowance, work) => {
      const calls = await world.meter.measure(work);
      const verdict = judge(calls, allowance);
      if (verdict.startsWith('OVER')) wrong.push(`${operation}: ${verdict}`);
      rows.push(rowOf(operation, calls, allowance, verdict));
    });
  }
  printTable(
    'Capacity units and calls per operation',
    [
      ...['operation', 'calls', 'Cognito', 'round trips', 'RRU', 'WRU', 'index WRU', 'bytes'],
      ...['allowed', 'verdict'],
    ],
    rows,
  );
  return wrong;
}

function judge(calls: readonly Call[], { decision, instead, ...budget }: Allowance): string {
  const spent = spentIn(calls);
  const over = overBudget(spent, budget);
  if (over.length === 0) return limitsOf(budget).length === 0 ? '' : 'ok';
  const stillOver = overBudget(spent, { ...budget, ...instead });
  if (stillOver.length > 0) return `OVER: ${stillOver.join(', ')}`;
  return `over in ${over.join(', ')}: ADR ${decision ?? 'missing'}`;
}

function rowOf(
  operation: string,
  calls: readonly Call[],
  allowance: Allowance,
  verdict: string,
): string[] {
  const spent = spentIn(calls);
  const ours = calls.filter(({ name }) => name !== COGNITO);
  return [
    operation,
    runsOf(ours.map(({ name }) => name)),
    String(spent.cognitoCalls),
    String(spent.roundTrips),
    String(spent.readUnits),
    String(spent.writeUnits),
    String(spent.indexWriteUnits),
    ours.length > MANY
      ? String(sum(ours.map(({ bytes }) => bytes)))
      : ours.map(({ bytes }) => bytes).join(' + '),
    limitsOf(allowance)
      .map(([measure, limit]) => `${WORDS[measure]} ≤ ${limit}`)
      .join(', '),
    verdict,
  ];
}

/** The number of calls above which the report shows only totals: the number of calls of each kind, and their bytes. */
const MANY = 16;

function runsOf(names: readonly string[]): string {
  if (names.length <= MANY) return names.join(' + ');
  const counts = Map.groupBy(names, (name) => name);
  return [...counts].map(([name, all]) => `${all.length} × ${name}`).join(' + ');
}
