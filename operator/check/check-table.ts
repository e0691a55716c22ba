import type { CommandResult } from '../command.ts';
import { checkAdministrators } from './administrators.ts';
import { checkContact, checkCustomer, checkExternalUsers } from './customers.ts';
import {
  Facts,
  type Problem,
  type Repair,
  scanTable,
  type Table,
  type TableItem,
} from './facts.ts';
import { checkImport, checkInvitation, checkLocks } from './invitations.ts';
import { ProjectionCheck, repairProjections } from './projections.ts';
import { readItem } from './read-item.ts';
import {
  checkApiClients,
  checkOpenCounts,
  checkRegistrations,
  checkSettings,
  checkTenants,
} from './tenants.ts';

export interface CheckTableDeps {
  readonly table: Table;
  readonly now: () => Date;
  /** Foyer's own client, which no tenant registers. */
  readonly webClientId?: string;
  /** Receives messages about the progress. */
  readonly progress: (text: string) => void;
  /** Waits between scans, in milliseconds. */
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/**
 * Only problems found by every scan count: a scan is not a snapshot, and the outbox updates counts a few seconds later.
 */
const SCANS = 3;
const PAUSE_MS = 5_000;
/** Items between progress messages. */
const PROGRESS_INTERVAL = 25_000;

/**
 * Checks a whole table, and reports the problems of all tenants or of one. With `repair`, it rebuilds search and
 * counts, which are derived from the records, and changes nothing else. Problems that disappear in a later scan were
 * changes in progress, and are not reported.
 */
export async function checkTable(
  deps: CheckTableDeps,
  tenantId?: string,
  { repair = false }: { readonly repair?: boolean } = {},
): Promise<CommandResult> {
  const report = await scanUntilStable(deps, tenantId);
  const repairs = report.problems.flatMap((problem) => problem.repair ?? []);
  if (!repair || repairs.length === 0) return resultOf(report, tenantId);
  return repairAndCheckAgain(deps, tenantId, repairs);
}

async function repairAndCheckAgain(
  deps: CheckTableDeps,
  tenantId: string | undefined,
  repairs: readonly Repair[],
): Promise<CommandResult> {
  deps.progress(`Found ${repairs.length} problems in search and counts. Repairing them.`);
  const count = await repairProjections(deps.table, repairs);
  const { lines, data, foundProblems } = resultOf(await scanUntilStable(deps, tenantId), tenantId);
  return {
    lines: [`Repaired ${count} problems.`, ...lines],
    data: { ...data, repaired: count },
    foundProblems: foundProblems === true,
  };
}

interface ScanReport {
  /** Items read. */
  readonly items: number;
  readonly problems: readonly Problem[];
}

async function scanUntilStable(
  deps: CheckTableDeps,
  tenantId: string | undefined,
): Promise<ScanReport> {
  let report = await scanOnce(deps, tenantId);
  for (let nr = 2; nr <= SCANS && report.problems.length > 0; nr++) {
    deps.progress(`Found ${report.problems.length} problems. Checking again whether they persist.`);
    await deps.pause(PAUSE_MS);
    const again = await scanOnce(deps, tenantId);
    const before = new Set(report.problems.map(({ message }) => message));
    report = { ...again, problems: again.problems.filter(({ message }) => before.has(message)) };
  }
  return report;
}

async function scanOnce(
  { table, now, progress, webClientId }: CheckTableDeps,
  tenantId: string | undefined,
): Promise<ScanReport> {
  const check = new TableCheck({ now: now(), whole: true, webClientId });
  let reported = 0;
  for await (const page of scanTable(table, { consistent: false })) {
    for (const item of page) check.add(item);
    if (check.items < reported + PROGRESS_INTERVAL) continue;
    reported = check.items;
    progress(`Read ${reported} items.`);
  }
  const all = check.problems();
  const problems =
    tenantId === undefined ? all : all.filter((problem) => problem.tenantId === tenantId);
  return { items: check.items, problems };
}

function resultOf({ items, problems }: ScanReport, tenantId: string | undefined): CommandResult {
  const scope = tenantId === undefined ? 'the table' : `the data of ${tenantId}`;
  return {
    lines: [
      ...problems.map(({ message }) => message),
      problems.length === 0
        ? `Read ${items} items. No problems found in ${scope}.`
        : `Read ${items} items. Problems found: ${problems.length}.`,
    ],
    data: {
      items,
      sound: problems.length === 0,
      problems: problems.map(({ tenantId: of, message }) => ({ tenantId: of, says: message })),
    },
    foundProblems: problems.length > 0,
  };
}

export interface TableCheckOptions {
  readonly now: Date;
  /**
   * True if the table contains its tenants, and the projections follow its stream. The tables in tests of single stores
   * lack both.
   */
  readonly whole: boolean;
  /** Foyer's own client, which no tenant registers. */
  readonly webClientId?: string | undefined;
}

/**
 * Finds broken references, wrong counts, and index keys that do not match their items. Items can be added in any order;
 * a few hundred bytes of each are kept. Items that the TTL or a request deletes may be missing: ended invitations,
 * locks, old imports.
 */
export class TableCheck {
  readonly #facts = new Facts();
  readonly #projections = new ProjectionCheck();
  readonly #options: TableCheckOptions;
  items = 0;

  constructor(options: TableCheckOptions) {
    this.#options = options;
  }

  add(item: TableItem): void {
    this.items++;
    readItem(this.#facts, item, this.#options.now);
    if (this.#options.whole) this.#projections.add(item);
  }

  /** Returns the problems, sorted by message. Call it after the last item was added. */
  problems(): Problem[] {
    const facts = this.#facts;
    const { now, whole, webClientId } = this.#options;
    const all = [
      facts.problems,
      [...facts.customers.values()].flatMap((customer) => checkCustomer(facts, customer)),
      [...facts.contacts.values()].flatMap((contact) => checkContact(facts, contact)),
      [...facts.invitations.values()].flatMap((one) => checkInvitation(facts, one, now)),
      [...facts.imports.values()].flatMap((job) => checkImport(facts, job)),
      checkLocks(facts),
      checkExternalUsers(facts),
      checkSettings(facts),
      checkApiClients(facts),
      checkAdministrators(facts),
      checkRegistrations(facts, webClientId),
      whole ? checkTenants(facts) : [],
      whole ? checkOpenCounts(facts, now) : [],
      whole ? this.#projections.problems() : [],
    ].flat();
    return all.toSorted((a, b) => (a.message < b.message ? -1 : 1));
  }
}
