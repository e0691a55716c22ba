import * as z from 'zod';
import {
  contactKey,
  customerKey,
  fromContactItem,
  fromCustomerItem,
  toCustomerItem,
} from '../../lambdas/modules/records/customer-item.ts';
import { externalUserSchema } from '../../lambdas/modules/identity/external-users.ts';
import { BULK, isBulkAction } from '../../lambdas/modules/bulk-actions/bulk-action.ts';
import { IMPORTS, importIdOf, toImportItem } from '../../lambdas/modules/imports/import-item.ts';
import { countsOf } from '../../lambdas/modules/imports/import.ts';
import { lockIn } from '../../lambdas/modules/invitations/address-lock.ts';
import {
  fromInvitationItem,
  invitationKey,
  lockKey,
  toInvitationItem,
} from '../../lambdas/modules/records/invitation-item.ts';
import { clientRegistrationSchema } from '../../lambdas/modules/settings/client-registration.ts';
import { presetSchema } from '../../lambdas/modules/records/preset.ts';
import { DELIVERY_PREFIX } from '../../lambdas/modules/webhooks/delivery.ts';
import { clientOwnerSchema } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { apiClientSchema } from '../../lambdas/modules/api-clients/api-client.ts';
import {
  RECORDS,
  REMOVAL_PARTITION,
  TENANT_LIST,
  TTL_ATTRIBUTE,
} from '../../lambdas/modules/records/table.ts';
import { ADMINISTRATOR_READERS } from './administrators.ts';
import { NOTE } from '../../lambdas/modules/platform/actor.ts';
import { push, type ChunkSums, type Facts, type TableItem } from './facts.ts';
import { reporter } from './problem.ts';

/** Where items stand in indexes, or wait: each follows from their fields. */
const CUSTOMER_KEYS = ['listKey', 'statusKey', 'traitKey', 'companyKey', 'nameKey', 'address'];
const INVITATION_KEYS = ['listKey', 'statusKey', 'traitKey', 'companyKey', 'dueKey', 'queuedKey'];
const keySchema = z.object({ pk: z.string(), sk: z.string(), tenantId: z.string().optional() });

interface Reading {
  readonly facts: Facts;
  readonly pk: string;
  readonly sk: string;
  readonly item: TableItem;
  readonly now: Date;
}

/** How each kind of item is read: what it is called in its sort key. What binds nobody and goes by itself says nothing. */
const READERS: Readonly<Record<string, ((reading: Reading) => void) | undefined>> = {
  [RECORDS.customer]: readCustomer,
  [RECORDS.contact]: readContact,
  [RECORDS.invitation]: readInvitation,
  [RECORDS.lock]: readLock,
  [RECORDS.import]: readImport,
  chunk: readChunk,
  [RECORDS.external]: ({ facts, pk, item }) => {
    facts.externals.set(pk, externalUserSchema.parse(item));
  },
  [RECORDS.account]: ({ facts, pk, item }) => {
    facts.addresses.set(pk, externalUserSchema.parse(item));
  },
  [RECORDS.open]: readOpen,
  [RECORDS.tenant]: ({ facts, pk, item }) => {
    const tenantId = tenantIdOf(pk);
    facts.tenants.add(tenantId);
    reporter(facts.problems, tenantId)(
      item['listKey'] !== TENANT_LIST,
      `${tenantId} is not in the list of tenants: resume-tenant, or suspend-tenant if it is suspended, puts it there.`,
    );
  },
  [RECORDS.application]: ({ facts, pk, sk, item }) => {
    const tenantId = tenantIdOf(pk);
    const id = sk.slice(`${RECORDS.application}#`.length);
    facts.applications.add(`${tenantId} ${id}`);
    const { clientId } = item;
    if (typeof clientId === 'string') facts.applicationClients.set(`${tenantId} ${clientId}`, id);
    name(facts, tenantId, sk);
  },
  [RECORDS.registration]: ({ facts, pk, item }) => {
    const clientId = pk.slice(`${RECORDS.client}#`.length);
    facts.registrations.set(clientId, clientRegistrationSchema.parse(item).tenantId);
  },
  [RECORDS.preset]: ({ facts, pk, sk, item }) => {
    facts.presets.push(presetSchema.parse(item));
    name(facts, tenantIdOf(pk), sk);
  },
  [RECORDS.webhook]: ({ facts, pk, sk }) => {
    const tenantId = tenantIdOf(pk);
    facts.webhooks.set(tenantId, (facts.webhooks.get(tenantId) ?? 0) + 1);
    name(facts, tenantId, sk);
  },
  [RECORDS.client]: readClient,
  ...ADMINISTRATOR_READERS,
  'client-count': ({ facts, pk, item }) => {
    facts.clientCounts.set(tenantIdOf(pk), Number(item['clients']));
  },
  'webhook-count': ({ facts, pk, item }) => {
    facts.webhookCounts.set(tenantIdOf(pk), Number(item['webhooks']));
  },
};

/** Kinds that lead nowhere, or whose end their TTL is: nothing else relies on them. */
const SILENT = new Set<string>([...Object.values(RECORDS), DELIVERY_PREFIX.slice(0, -1), 'done']);

/** Partitions of what a projection writes for people to read, and of the notes that it reads. */
const SILENT_PARTITIONS = new Set(['activity', NOTE]);

/** Keeps what an item says to others, and reports what is wrong with it by itself. Never throws for what it reads. */
export function readItem(facts: Facts, item: TableItem, now: Date): void {
  const { pk, sk, tenantId } = keySchema.parse(item);
  const kind = sk.split('#', 1)[0] ?? '';
  const report = reporter(facts.problems, tenantId);
  const reader = READERS[kind];
  if (tenantId !== undefined) name(facts, tenantId, nameOf({ pk, sk }));
  if (reader === undefined) {
    const isSilent = SILENT.has(kind) || SILENT_PARTITIONS.has(pk.split('#', 1)[0] ?? '');
    report(!isSilent, `${nameOf({ pk, sk })} is of no kind that Foyer knows.`);
    return;
  }
  try {
    reader({ facts, pk, sk, item, now });
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const wrong = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    report(true, `${nameOf({ pk, sk })} cannot be read: ${wrong}.`);
  }
}

function nameOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return pk.endsWith(sk) ? pk : `${pk} ${sk}`;
}

function tenantIdOf(pk: string): string {
  return pk.slice(`${RECORDS.tenant}#`.length);
}

function name(facts: Facts, tenantId: string, by: string): void {
  if (!facts.named.has(tenantId)) facts.named.set(tenantId, by);
}

/** A program lies beside its tenant, and whose it is under its own id. */
function readClient({ facts, pk, sk, item }: Reading): void {
  if (sk === RECORDS.client) {
    const id = pk.slice(`${RECORDS.client}#`.length);
    facts.clientOwners.add(`${clientOwnerSchema.parse(item).tenantId} ${id}`);
    return;
  }
  const { id, tenantId } = apiClientSchema.parse(item);
  facts.clients.add(`${tenantId} ${id}`);
}

function readCustomer({ facts, pk, sk, item }: Reading): void {
  const customer = fromCustomerItem(item);
  const { id, tenantId, status, email, primaryContactId, copiedFrom } = customer;
  const { contacts, users, owners } = customer;
  facts.customers.set(id, {
    ...{ id, tenantId, status, email, primaryContactId, copiedFrom, contacts, users, owners },
  });
  const report = reporter(facts.problems, tenantId);
  report(!liesAt(customerKey(id), { pk, sk }), `${pk} says that it is ${id}.`);
  reportMisplaced(facts, tenantId, id, item, toCustomerItem(customer), CUSTOMER_KEYS);
}

function readContact({ facts, pk, sk, item }: Reading): void {
  const contact = fromContactItem(item);
  const { id, tenantId, customerId, role, email, userId, invitationId } = contact;
  const { removedAt, formerUserId } = contact;
  const fact = {
    ...{ id, tenantId, customerId, role, email, userId, invitationId, removedAt, formerUserId },
    waits: item['queuedKey'] === REMOVAL_PARTITION,
  };
  facts.contacts.set(id, fact);
  push(facts.people, customerId, fact);
  if (userId !== undefined) push(facts.accounts, userId, fact);
  const report = reporter(facts.problems, tenantId);
  report(!liesAt(contactKey(customerId, id), { pk, sk }), `${id} does not lie with ${customerId}.`);
  report(
    fact.waits !== (item['queuedAt'] !== undefined),
    `${id} waits in no order, or not at all and has one.`,
  );
}

function readInvitation({ facts, pk, sk, item }: Reading): void {
  const invitation = fromInvitationItem(item);
  const { id, tenantId, status, expiresAt, customerId, contactId } = invitation;
  const { existingCustomer, existingContact, acceptedUserId, importId } = invitation;
  facts.invitations.set(id, {
    ...{ id, tenantId, status, expiresAt, customerId, contactId, existingCustomer },
    ...{ existingContact, acceptedUserId, importId, lockAt: lockKey(invitation).pk },
  });
  const report = reporter(facts.problems, tenantId);
  report(!liesAt(invitationKey(id), { pk, sk }), `${pk} says that it is ${id}.`);
  report(
    status === 'accepting' && item['leaseKey'] === undefined,
    `${id} is being accepted, and nobody would finish it.`,
  );
  report(
    item['leaseKey'] !== undefined && status === 'accepted',
    `${id} was accepted and is among the open claims.`,
  );
  // When it was asked for, or when the reconciler last ordered it again.
  report(
    (item['queuedKey'] === undefined) !== (item['queuedAt'] === undefined),
    `${id} waits in no order, or not at all and has one.`,
  );
  report(item[TTL_ATTRIBUTE] === undefined, `${id} would be kept for ever.`);
  reportMisplaced(facts, tenantId, id, item, toInvitationItem(invitation), INVITATION_KEYS);
}

function readLock({ facts, pk, item }: Reading): void {
  const lock = lockIn(item);
  // It only counts the mails of an address.
  if (lock === undefined) return;
  const tenantId = typeof item['tenantId'] === 'string' ? item['tenantId'] : undefined;
  facts.locks.set(pk, { at: pk, tenantId, invitationId: lock.invitationId });
}

/** Bulk actions are stored as imports are. While one still finds its invitations, that counts as one more that remains. */
function readImport({ facts, pk, item, now }: Reading): void {
  const isBulk = isBulkAction(importIdOf(pk));
  const job = isBulk ? BULK.fromItem(item) : IMPORTS.fromItem(item);
  const { id, tenantId, total, created, wouldCreate, skipped, error, chunks } = job;
  const rows = isBulk && BULK.fromItem(item).resolving === true ? 1 : 0;
  const { remaining } = job;
  facts.imports.set(id, {
    ...{
      id,
      tenantId,
      total,
      remaining: remaining - rows,
      created,
      wouldCreate,
      skipped,
      error,
      chunks,
    },
    upload: job.fingerprint.slice(0, 8),
    over: isOver(item, now),
  });
  const report = reporter(facts.problems, tenantId);
  const waits = item['queuedKey'] !== undefined;
  report(waits && remaining === 0, `${id} is finished and waits to be worked off.`);
  report(!waits && remaining > 0, `${id} is not finished, and nobody would go on with it.`);
  reportMisplaced(facts, tenantId, id, item, toImportItem(job, 1, isBulk ? 'bulk' : 'import'), [
    'listKey',
  ]);
}

function readChunk({ facts, pk, sk, item }: Reading): void {
  const { rows, results } = chunkIn(pk, item);
  const key = `${importIdOf(pk)} ${sk.split('#')[1] ?? ''}`;
  const sums = facts.chunks.get(key) ?? emptySums();
  const counts = countsOf(results);
  sums.chunks += 1;
  sums.rows += rows.length + results.length;
  sums.unfinished += rows.length;
  for (const outcome of ['created', 'wouldCreate', 'skipped', 'error'] as const)
    sums[outcome] += counts[outcome];
  for (const { outcome, invitationId } of results)
    if (outcome === 'created' && invitationId !== undefined) sums.made.push(invitationId);
  facts.chunks.set(key, sums);
}

function chunkIn(pk: string, item: TableItem) {
  if (isBulkAction(importIdOf(pk))) {
    const { rows = [], results = [] } = BULK.fromChunk(item);
    return { rows, results };
  }
  const { rows = [], results = [] } = IMPORTS.fromChunk(item);
  return { rows, results };
}

function emptySums(): ChunkSums {
  return {
    ...{ chunks: 0, rows: 0, unfinished: 0, created: 0, wouldCreate: 0, skipped: 0, error: 0 },
    made: [],
  };
}

function readOpen({ facts, pk, item }: Reading): void {
  const tenantId = pk.slice(`${RECORDS.open}#`.length);
  const days = Object.entries(item).filter(([day]) => /^d\d{8}$/.test(day));
  facts.open.set(tenantId, {
    tenantId,
    days: new Map(days.map(([day, count]) => [day, Number(count)])),
  });
  name(facts, tenantId, pk);
}

function isOver(item: TableItem, now: Date): boolean {
  return Number(item[TTL_ATTRIBUTE] ?? Infinity) * 1_000 <= now.getTime();
}

function liesAt(
  expected: { readonly pk: string; readonly sk: string },
  found: { readonly pk: string; readonly sk: string },
): boolean {
  return expected.pk === found.pk && expected.sk === found.sk;
}

function reportMisplaced(
  facts: Facts,
  tenantId: string,
  id: string,
  item: TableItem,
  expected: TableItem,
  names: readonly string[],
): void {
  const report = reporter(facts.problems, tenantId);
  for (const one of names)
    report(item[one] !== expected[one], `${id} has another ${one} than its fields say.`);
}
