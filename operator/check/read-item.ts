import * as z from 'zod';

import { apiClientSchema } from '../../lambdas/modules/api-clients/api-client.ts';
import { clientOwnerSchema } from '../../lambdas/modules/api-clients/api-client-owner.ts';
import { BULK, isBulkAction } from '../../lambdas/modules/bulk-actions/bulk-action.ts';
import { externalUserSchema } from '../../lambdas/modules/identity/external-users.ts';
import { countsOf } from '../../lambdas/modules/imports/import.ts';
import { importIdOf, IMPORTS, toImportItem } from '../../lambdas/modules/imports/import-item.ts';
import { lockIn } from '../../lambdas/modules/invitations/address-lock.ts';
import { NOTE } from '../../lambdas/modules/platform/actor.ts';
import { contactKey, fromContactItem } from '../../lambdas/modules/records/contact.ts';
import {
  customerKey,
  fromCustomerItem,
  toCustomerItem,
} from '../../lambdas/modules/records/customer-item.ts';
import {
  fromInvitationItem,
  invitationKey,
  lockKey,
  toInvitationItem,
} from '../../lambdas/modules/records/invitation-item.ts';
import { presetSchema } from '../../lambdas/modules/records/preset.ts';
import {
  RECORDS,
  REMOVAL_PARTITION,
  TENANT_LIST,
  TTL_ATTRIBUTE,
} from '../../lambdas/modules/records/table.ts';
import { clientRegistrationSchema } from '../../lambdas/modules/settings/client-registration.ts';
import { DELIVERY_PREFIX, REPLAY_SORT_KEY } from '../../lambdas/modules/webhooks/delivery.ts';
import { ADMINISTRATOR_READERS } from './administrators.ts';
import { type ChunkSums, type Facts, push, reporter, type TableItem } from './facts.ts';

/** Index keys, which are derived from the other fields of an item. */
const CUSTOMER_KEYS = ['listKey', 'statusKey', 'traitKey', 'companyKey', 'nameKey', 'address'];
const INVITATION_KEYS = [
  ...['listKey', 'statusKey', 'traitKey', 'companyKey'],
  ...['openKey', 'dueKey', 'queuedKey'],
];
const keySchema = z.object({ pk: z.string(), sk: z.string(), tenantId: z.string().optional() });

interface Reading {
  readonly facts: Facts;
  readonly pk: string;
  readonly sk: string;
  readonly item: TableItem;
  readonly now: Date;
}

/** Readers by kind of item, which is the first part of the sort key. */
const READERS: Readonly<Record<string, ((reading: Reading) => void) | undefined>> = {
  [RECORDS.customer]: readCustomer,
  [RECORDS.contact]: readContact,
  [RECORDS.invitation]: readInvitation,
  [RECORDS.lock]: readLock,
  [RECORDS.import]: readImport,
  chunk: readChunk,
  [RECORDS.external]: ({ facts, pk, item }) => {
    facts.externalUsers.set(pk, externalUserSchema.parse(item));
  },
  [RECORDS.account]: ({ facts, pk, item }) => {
    facts.externalUsersByAddress.set(pk, externalUserSchema.parse(item));
  },
  [RECORDS.open]: readOpenCount,
  [RECORDS.tenant]: ({ facts, pk, item }) => {
    const tenantId = tenantIdOf(pk);
    facts.tenants.add(tenantId);
    reporter(facts.problems, tenantId)(
      item['listKey'] !== TENANT_LIST,
      `${tenantId} is not in the list of tenants. To add it, run resume-tenant, or suspend-tenant if it is suspended.`,
    );
  },
  [RECORDS.application]: ({ facts, pk, sk, item }) => {
    const tenantId = tenantIdOf(pk);
    const id = sk.slice(`${RECORDS.application}#`.length);
    facts.applications.add(`${tenantId} ${id}`);
    const { clientId } = item;
    if (typeof clientId === 'string') facts.applicationClients.set(`${tenantId} ${clientId}`, id);
    noteTenant(facts, tenantId, sk);
  },
  [RECORDS.registration]: ({ facts, pk, item }) => {
    const clientId = pk.slice(`${RECORDS.client}#`.length);
    facts.registrations.set(clientId, clientRegistrationSchema.parse(item).tenantId);
  },
  [RECORDS.preset]: ({ facts, pk, sk, item }) => {
    facts.presets.push(presetSchema.parse(item));
    noteTenant(facts, tenantIdOf(pk), sk);
  },
  [RECORDS.webhook]: ({ facts, pk, sk }) => {
    const tenantId = tenantIdOf(pk);
    facts.webhooks.set(tenantId, (facts.webhooks.get(tenantId) ?? 0) + 1);
    noteTenant(facts, tenantId, sk);
  },
  [RECORDS.client]: readApiClient,
  ...ADMINISTRATOR_READERS,
  'client-count': ({ facts, pk, item }) => {
    facts.clientCounts.set(tenantIdOf(pk), Number(item['clients']));
  },
  'webhook-count': ({ facts, pk, item }) => {
    facts.webhookCounts.set(tenantIdOf(pk), Number(item['webhooks']));
  },
};

/** Kinds without references or counts, which nothing else relies on. */
const UNCHECKED_KINDS = new Set<string>([
  ...Object.values(RECORDS),
  DELIVERY_PREFIX.slice(0, -1),
  REPLAY_SORT_KEY,
  'done',
]);

/** Partitions of the activity log, and of the notes that it is projected from. */
const UNCHECKED_PARTITIONS = new Set(['activity', NOTE]);

/** Collects the facts of an item that other items rely on, and the problems of the item alone. Never throws for bad data. */
export function readItem(facts: Facts, item: TableItem, now: Date): void {
  const { pk, sk, tenantId } = keySchema.parse(item);
  const kind = sk.split('#', 1)[0] ?? '';
  const report = reporter(facts.problems, tenantId);
  const reader = READERS[kind];
  // A deletion record can outlive its tenant by up to two days.
  if (tenantId !== undefined && sk !== NOTE) noteTenant(facts, tenantId, nameOf({ pk, sk }));
  if (reader === undefined) {
    const isKnown =
      UNCHECKED_KINDS.has(kind) || UNCHECKED_PARTITIONS.has(pk.split('#', 1)[0] ?? '');
    report(!isKnown, `${nameOf({ pk, sk })} is of an unknown kind.`);
    return;
  }
  try {
    reader({ facts, pk, sk, item, now });
  } catch (error) {
    if (!(error instanceof z.core.$ZodError)) throw error;
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.')))].join(', ');
    report(true, `${nameOf({ pk, sk })} has invalid fields: ${fields}.`);
  }
}

function nameOf({ pk, sk }: { readonly pk: string; readonly sk: string }): string {
  return pk.endsWith(sk) ? pk : `${pk} ${sk}`;
}

function tenantIdOf(pk: string): string {
  return pk.slice(`${RECORDS.tenant}#`.length);
}

/** Keeps the first item that refers to a tenant. */
function noteTenant(facts: Facts, tenantId: string, by: string): void {
  if (!facts.referencedTenants.has(tenantId)) facts.referencedTenants.set(tenantId, by);
}

/** An API client is stored with its tenant, and its owner under the ID of the client. */
function readApiClient({ facts, pk, sk, item }: Reading): void {
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
  const { invitationId, contacts, users, owners } = customer;
  facts.customers.set(id, {
    ...{ id, tenantId, status, email, primaryContactId, copiedFrom, invitationId },
    ...{ contacts, users, owners },
  });
  const report = reporter(facts.problems, tenantId);
  report(
    !isSameKey(customerKey(id), { pk, sk }),
    `${id} is stored under the key of another customer: ${pk}.`,
  );
  reportWrongKeys(facts, tenantId, id, item, toCustomerItem(customer), CUSTOMER_KEYS);
}

function readContact({ facts, pk, sk, item }: Reading): void {
  const contact = fromContactItem(item);
  const { id, tenantId, customerId, role, email, userId, invitationId } = contact;
  const { removedAt, formerUserId } = contact;
  const fact = {
    ...{ id, tenantId, customerId, role, email, userId, invitationId, removedAt, formerUserId },
    isQueued: item['queuedKey'] === REMOVAL_PARTITION,
  };
  facts.contacts.set(id, fact);
  push(facts.contactsByCustomer, customerId, fact);
  if (userId !== undefined) push(facts.contactsByUser, userId, fact);
  const report = reporter(facts.problems, tenantId);
  report(
    !isSameKey(contactKey(customerId, id), { pk, sk }),
    `${id} is not stored with its customer ${customerId}.`,
  );
  report(
    fact.isQueued !== (item['queuedAt'] !== undefined),
    `${id} has only one of queuedKey and queuedAt.`,
  );
}

function readInvitation({ facts, pk, sk, item }: Reading): void {
  const invitation = fromInvitationItem(item);
  const { id, tenantId, status, expiresAt, customerId, contactId } = invitation;
  const { existingCustomer, existingContact, acceptedUserId, importId } = invitation;
  facts.invitations.set(id, {
    ...{ id, tenantId, status, expiresAt, customerId, contactId, existingCustomer },
    ...{ existingContact, acceptedUserId, importId, lockKey: lockKey(invitation).pk },
  });
  const report = reporter(facts.problems, tenantId);
  report(
    !isSameKey(invitationKey(id), { pk, sk }),
    `${id} is stored under the key of another invitation: ${pk}.`,
  );
  report(
    status === 'accepting' && item['leaseKey'] === undefined,
    `${id} is being accepted, but is not in the index of open claims.`,
  );
  report(
    item['leaseKey'] !== undefined && status === 'accepted',
    `${id} was accepted, but is in the index of open claims.`,
  );
  // The time of the request, or of the reconciler's last attempt to queue it again.
  report(
    (item['queuedKey'] === undefined) !== (item['queuedAt'] === undefined),
    `${id} has only one of queuedKey and queuedAt.`,
  );
  report(item[TTL_ATTRIBUTE] === undefined, `${id} has no TTL, so it would be kept forever.`);
  reportWrongKeys(facts, tenantId, id, item, toInvitationItem(invitation), INVITATION_KEYS);
}

function readLock({ facts, pk, item }: Reading): void {
  const lock = lockIn(item);
  // The item only counts the emails to an address.
  if (lock === undefined) return;
  const tenantId = typeof item['tenantId'] === 'string' ? item['tenantId'] : undefined;
  facts.locks.set(pk, { key: pk, tenantId, invitationId: lock.invitationId });
}

/** Bulk actions are stored like imports. While one is still selecting its invitations, `remaining` includes one more. */
function readImport({ facts, pk, item, now }: Reading): void {
  const isBulk = isBulkAction(importIdOf(pk));
  const job = isBulk ? BULK.fromItem(item) : IMPORTS.fromItem(item);
  const { id, tenantId, total, created, wouldCreate, skipped, error, chunks } = job;
  const { remaining } = job;
  const selecting = isBulk && BULK.fromItem(item).resolving === true ? 1 : 0;
  facts.imports.set(id, {
    ...{ id, tenantId, total, created, wouldCreate, skipped, error, chunks },
    remaining: remaining - selecting,
    upload: job.fingerprint.slice(0, 8),
    isExpired: isExpired(item, now),
  });
  const report = reporter(facts.problems, tenantId);
  const isQueued = item['queuedKey'] !== undefined;
  report(isQueued && remaining === 0, `${id} is finished, but is in the index of unfinished jobs.`);
  report(
    !isQueued && remaining > 0,
    `${id} is not finished, but is not in the index of unfinished jobs.`,
  );
  reportWrongKeys(facts, tenantId, id, item, toImportItem(job, 1, isBulk ? 'bulk' : 'import'), [
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
    if (outcome === 'created' && invitationId !== undefined) sums.createdIds.push(invitationId);
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
    createdIds: [],
  };
}

function readOpenCount({ facts, pk, item }: Reading): void {
  const tenantId = pk.slice(`${RECORDS.open}#`.length);
  const days = Object.entries(item).filter(([day]) => /^d\d{8}$/.test(day));
  facts.openCounts.set(tenantId, {
    tenantId,
    days: new Map(days.map(([day, count]) => [day, Number(count)])),
  });
  noteTenant(facts, tenantId, pk);
}

function isExpired(item: TableItem, now: Date): boolean {
  return Number(item[TTL_ATTRIBUTE] ?? Infinity) * 1_000 <= now.getTime();
}

function isSameKey(
  expected: { readonly pk: string; readonly sk: string },
  found: { readonly pk: string; readonly sk: string },
): boolean {
  return expected.pk === found.pk && expected.sk === found.sk;
}

function reportWrongKeys(
  facts: Facts,
  tenantId: string,
  id: string,
  item: TableItem,
  expected: TableItem,
  names: readonly string[],
): void {
  const report = reporter(facts.problems, tenantId);
  for (const one of names)
    report(item[one] !== expected[one], `${id} has a ${one} that does not match its fields.`);
}
