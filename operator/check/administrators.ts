import * as z from 'zod';

import {
  fromAdministratorItem,
  FULL_ROLE_COUNT,
  isFull,
} from '../../lambdas/modules/administrators/administrator.ts';
import {
  administratorAddressKey,
  administratorKey,
} from '../../lambdas/modules/administrators/administrator-access.ts';
import { RECORDS } from '../../lambdas/modules/records/table.ts';
import { type Facts, type Problem, reporter, type TableItem } from './facts.ts';

/** An item in a partition of administrators, and the facts to add to. */
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
  // Removed by the reconciler, or by its TTL.
  'former-administrator': () => undefined,
  // No other item refers to it, and its TTL removes it.
  [RECORDS.testEmail]: () => undefined,
};

function readAdministrator({ facts, pk, sk, item }: Reading): void {
  const administrator = fromAdministratorItem(item);
  const { id, tenantId, address, status, userId, leaseUntil, delivery } = administrator;
  facts.administrators.push({
    ...{ id, tenantId, isFull: isFull(administrator) },
    addressKey: keyText(administratorAddressKey(tenantId, address)),
  });
  const report = reporter(facts.problems, tenantId);
  report(
    `${pk} ${sk}` !== keyText(administratorKey(tenantId, id)),
    `${id} is stored under the key of another administrator: ${pk}.`,
  );
  report(
    (status === 'active') !== (userId !== undefined),
    `${id} is ${status}, which does not match its account.`,
  );
  report(
    (item['leaseKey'] !== undefined) !== (leaseUntil !== undefined),
    `${id} is being set up, but is not in the index of open setups.`,
  );
  report(
    (item['queuedKey'] !== undefined) !== (delivery.status === 'queued'),
    `${id} has an email that is ${delivery.status}, which does not match the index of queued emails.`,
  );
}

/** Checks each tenant's administrator counts, and that each address belongs to one of them. */
export function checkAdministrators(facts: Facts): Problem[] {
  const problems: Problem[] = [];
  const actual = new Map<string, { all: number; full: number }>();
  const addresses = new Map(facts.administratorAddresses);
  for (const { id, tenantId, isFull: full, addressKey } of facts.administrators) {
    const { all, full: fulls } = actual.get(tenantId) ?? { all: 0, full: 0 };
    actual.set(tenantId, { all: all + 1, full: fulls + Number(full) });
    reporter(problems, tenantId)(
      !addresses.delete(addressKey),
      `The address of ${id} is not reserved, so another administrator can take it.`,
    );
  }
  for (const tenantId of new Set(addresses.values()))
    problems.push({
      tenantId,
      message: `${tenantId} reserves an address for an administrator that does not exist.`,
    });
  for (const tenantId of new Set([...actual.keys(), ...facts.administratorCounts.keys()])) {
    const has = actual.get(tenantId) ?? { all: 0, full: 0 };
    const counts = facts.administratorCounts.get(tenantId) ?? { all: 0, full: 0 };
    reporter(problems, tenantId)(
      counts.all !== has.all || counts.full !== has.full,
      `${tenantId} records ${counts.all} administrators, ${counts.full} of them active with the full role, but has ${has.all} and ${has.full}.`,
    );
  }
  return problems;
}

function keyText({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return `${pk} ${sk}`;
}

function tenantIdOf(pk: string): string {
  return pk.slice(`${RECORDS.administrator}#`.length);
}
