import * as z from 'zod';
import {
  administratorAddressKey,
  administratorKey,
} from '../../lambdas/modules/administrators/administrator-access.ts';
import {
  fromAdministratorItem,
  FULL_ROLE_COUNT,
  isFull,
} from '../../lambdas/modules/administrators/administrator.ts';
import { RECORDS } from '../../lambdas/modules/records/table.ts';
import type { Facts, TableItem } from './facts.ts';
import { reporter, type Problem } from './problem.ts';

/** An item of administrators, and where its facts go. */
interface Reading {
  readonly facts: Facts;
  readonly pk: string;
  readonly sk: string;
  readonly item: TableItem;
}

/** Readers of the items in a partition of administrators, by the fixed part of the sort key. */
export const ADMINISTRATOR_READERS = {
  [RECORDS.administrator]: readAdministrator,
  'administrator-count': ({ facts, pk, item }: Reading) => {
    const counts = z.object({
      administrators: z.number(),
      [FULL_ROLE_COUNT]: z.number().default(0),
    });
    const { administrators: all, [FULL_ROLE_COUNT]: full } = counts.parse(item);
    facts.administratorCounts.set(tenantIdOf(pk), { all, full });
  },
  'administrator-address': ({ facts, pk, sk }: Reading) => {
    facts.administratorAddresses.set(`${pk} ${sk}`, tenantIdOf(pk));
  },
  // It waits for the reconciler, or for its TTL.
  'former-administrator': () => undefined,
  // It binds nobody, and goes by itself.
  [RECORDS.testEmail]: () => undefined,
};

function readAdministrator({ facts, pk, sk, item }: Reading): void {
  const administrator = fromAdministratorItem(item);
  const { id, tenantId, address, status, userId, leaseUntil, delivery } = administrator;
  facts.administrators.push({
    ...{ id, tenantId, full: isFull(administrator) },
    addressAt: at(administratorAddressKey(tenantId, address)),
  });
  const report = reporter(facts.problems, tenantId);
  report(`${pk} ${sk}` !== at(administratorKey(tenantId, id)), `${pk} says that it is ${id}.`);
  report(
    (status === 'active') !== (userId !== undefined),
    `${id} is ${status}, and its account is not.`,
  );
  report(
    (item['leaseKey'] !== undefined) !== (leaseUntil !== undefined),
    `${id} is being set up, and nobody would finish it.`,
  );
  report(
    (item['queuedKey'] !== undefined) !== (delivery.status === 'queued'),
    `${id} has a mail that is ${delivery.status}, and waits as if it were not.`,
  );
}

/** Each tenant says how many administrators it has, and each address belongs to one of them. */
export function problemsOfAdministrators(facts: Facts): Problem[] {
  const problems: Problem[] = [];
  const real = new Map<string, { all: number; full: number }>();
  const addresses = new Map(facts.administratorAddresses);
  for (const { id, tenantId, full, addressAt } of facts.administrators) {
    const { all, full: fulls } = real.get(tenantId) ?? { all: 0, full: 0 };
    real.set(tenantId, { all: all + 1, full: fulls + Number(full) });
    reporter(problems, tenantId)(
      !addresses.delete(addressAt),
      `The address of ${id} can be given to another administrator.`,
    );
  }
  for (const tenantId of new Set(addresses.values()))
    problems.push({
      tenantId,
      says: `${tenantId} keeps an address for an administrator who is gone.`,
    });
  for (const tenantId of new Set([...real.keys(), ...facts.administratorCounts.keys()])) {
    const has = real.get(tenantId) ?? { all: 0, full: 0 };
    const says = facts.administratorCounts.get(tenantId) ?? { all: 0, full: 0 };
    reporter(problems, tenantId)(
      says.all !== has.all || says.full !== has.full,
      `${tenantId} says ${says.all} administrators, ${says.full} of them active in the full role, and has ${has.all} and ${has.full}.`,
    );
  }
  return problems;
}

function at({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk} ${sk}`;
}

function tenantIdOf(pk: string): string {
  return pk.slice(`${RECORDS.administrator}#`.length);
}
