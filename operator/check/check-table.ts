import type { Answer } from '../command.ts';
import type { Problem, Repair } from './problem.ts';
import { TableCheck } from './table-check.ts';
import { repairViews } from './views.ts';
import { walk, type Table } from './walk.ts';

/** What checking a table needs. */
export interface CheckDeps {
  readonly table: Table;
  readonly now: () => Date;
  /** Foyer's own client, which no tenant registers. */
  readonly webClientId?: string;
  /** Told from time to time how far it is. */
  readonly progress: (text: string) => void;
  /** Waits between two walks, in milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** So many walks must find the same before it counts: a walk is no snapshot, and the outbox counts some seconds later. */
const WALKS = 3;
const PAUSE_MS = 5_000;
const PROGRESS_EVERY = 25_000;

/**
 * Checks a whole table, or what belongs to one tenant; it changes nothing but, with `repair`, search and counts, which follow
 * from the rest. What is found is looked for again, so that only what stays wrong is reported, and not what was changing
 * meanwhile.
 */
export async function checkTable(
  deps: CheckDeps,
  tenantId?: string,
  { repair = false }: { readonly repair?: boolean } = {},
): Promise<Answer> {
  const found = await checkUntilStable(deps, tenantId);
  const repairs = found.problems.flatMap((problem) => problem.repair ?? []);
  if (!repair || repairs.length === 0) return answerOf(found, tenantId);
  return repaired(deps, tenantId, repairs);
}

async function repaired(
  deps: CheckDeps,
  tenantId: string | undefined,
  repairs: readonly Repair[],
): Promise<Answer> {
  deps.progress(`Found ${repairs.length} problems in search and counts. Repairing them.`);
  const count = await repairViews(deps.table, repairs);
  const { lines, data, bad = false } = answerOf(await checkUntilStable(deps, tenantId), tenantId);
  return {
    lines: [`Repaired ${count} problems.`, ...lines],
    data: { ...data, repaired: count },
    bad,
  };
}

type Found = Awaited<ReturnType<typeof checkOnce>>;

async function checkUntilStable(deps: CheckDeps, tenantId: string | undefined): Promise<Found> {
  let found = await checkOnce(deps, tenantId);
  for (let nr = 2; nr <= WALKS && found.problems.length > 0; nr++) {
    deps.progress(`Found ${found.problems.length} problems. Checking again whether they persist.`);
    await deps.pause(PAUSE_MS);
    const again = await checkOnce(deps, tenantId);
    const before = new Set(found.problems.map(({ says }) => says));
    found = { ...again, problems: again.problems.filter(({ says }) => before.has(says)) };
  }
  return found;
}

function answerOf({ items, problems: found }: Found, tenantId: string | undefined): Answer {
  const problems = found.map(({ tenantId: whose, says }) => ({ tenantId: whose, says }));
  const whole = tenantId === undefined ? 'the table' : `the data of ${tenantId}`;
  return {
    lines: [
      ...problems.map(({ says }) => says),
      problems.length === 0
        ? `Read ${items} items. No problems found in ${whole}.`
        : `Read ${items} items. Problems found: ${problems.length}.`,
    ],
    data: { items, sound: problems.length === 0, problems },
    bad: problems.length > 0,
  };
}

async function checkOnce(
  { table, now, progress, webClientId }: CheckDeps,
  tenantId: string | undefined,
): Promise<{ readonly items: number; readonly problems: readonly Problem[] }> {
  const check = new TableCheck({ now: now(), whole: true, webClientId });
  let said = 0;
  for await (const page of walk(table, { consistent: false })) {
    for (const item of page) check.add(item);
    if (check.items < said + PROGRESS_EVERY) continue;
    said = check.items;
    progress(`Read ${said} items.`);
  }
  const all = check.problems();
  const problems =
    tenantId === undefined ? all : all.filter((problem) => problem.tenantId === tenantId);
  return { items: check.items, problems };
}
