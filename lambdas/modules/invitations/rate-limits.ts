import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Principal } from '../http/principal.ts';
import { DAY, HOUR, SECOND } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import type { Invitation } from '../records/invitation.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';
import { DEFAULT_LIMITS, type Limits } from '../records/tenant-settings.ts';
import {
  countedMail,
  type CountTerms,
  type Recipient,
  secondsLeftOfDay,
  uncountedMail,
} from './address-lock.ts';

/** The timeline entries of emails with a new link. */
const RENEWALS = ['resent', 'renewed'];

/**
 * Limits how often an invitation can be resent. Resends in the last 24 hours are counted in its timeline, at no extra
 * cost.
 *
 * @throws {FoyerError} `rate_limited`
 */
export function requireResendQuota(
  { timeline }: Pick<Invitation, 'timeline'>,
  perDay: number,
  now: Date,
): void {
  const since = new Date(now.getTime() - DAY).toISOString();
  const recent = timeline.filter(({ type, at }) => RENEWALS.includes(type) && at > since);
  const oldest = recent.at(-perDay);
  if (recent.length < perDay || oldest === undefined) return;
  const free = Date.parse(oldest.at) + DAY - now.getTime();
  throw new FoyerError(
    'rate_limited',
    `An invitation can be resent at most ${perDay} times in 24 hours. Try again later.`,
    { retryAfterSeconds: Math.max(1, Math.ceil(free / SECOND)) },
  );
}

/** Returns the error for an address that has received its daily maximum of emails. */
export function tooManyEmailsError(at: Date): FoyerError {
  const message = 'This address has received too many emails today. Try again tomorrow.';
  return new FoyerError('rate_limited', message, {
    errors: [{ path: 'email', message }],
    retryAfterSeconds: secondsLeftOfDay(at),
  });
}

/** The attributes that count a tenant's open invitations by expiry day (UTC), such as `d20261130`. */
const DAY_ATTRIBUTE = /^d\d{8}$/;
const itemSchema = z.record(stored.text, z.unknown());

/** Returns the key of the item that counts a tenant's open invitations. */
export function openCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.open}#${tenantId}`, sk: RECORDS.open };
}

/** Returns the attribute for invitations that expire at `expiresAt` (ISO 8601 UTC). */
export function dayOf(expiresAt: string): string {
  return `d${expiresAt.slice(0, 10).replaceAll('-', '')}`;
}

/** Returns the attributes of days that ended before `now`. The invitations that they count are no longer open. */
export function pastDays(item: Readonly<Record<string, unknown>>, now: Date): string[] {
  const today = dayOf(now.toISOString());
  return Object.keys(item).filter((name) => DAY_ATTRIBUTE.test(name) && name < today);
}

/**
 * Returns the number of invitations that are open at `now`. The count does not reflect changes in the last few seconds
 * and still includes invitations that expired today.
 */
export function openCount(item: unknown, now: Date): number {
  const today = dayOf(now.toISOString());
  return Object.entries(itemSchema.parse(item))
    .filter(([name]) => DAY_ATTRIBUTE.test(name) && name >= today)
    .map(([, count]) => (typeof count === 'number' ? Math.max(0, count) : 0))
    .reduce((sum, count) => sum + count, 0);
}

/** @throws {FoyerError} `pending_limit_reached` if the `open` invitations have reached the tenant's limit */
export function requireOpenInvitationQuota(open: number, limit: number, now: Date): void {
  if (open < limit) return;
  throw new FoyerError(
    'pending_limit_reached',
    `The tenant has reached its limit of ${limit.toLocaleString('en')} pending invitations. Revoke some, or wait until some are accepted or expire.`,
    // Invitations that expire today are not counted after midnight. An acceptance can free capacity at any time.
    { retryAfterSeconds: secondsLeftOfDay(now) },
  );
}

/**
 * Limits the number of invitations per hour: for an administrator and the whole tenant, or for all contacts of a
 * customer combined.
 */
export interface QuotaStore {
  /** @throws {FoyerError} `rate_limited` */
  take(principal: Principal, limits: Limits, now: Date): Promise<void>;
  /** Reverts a {@link take} whose request had no effect. `now` must be the same. */
  giveBack(principal: Principal, now: Date): Promise<void>;
}

/**
 * Counts nothing. Used for the rows of an import, which were counted when the import started
 * ({@link ImportQuotaStore}).
 */
export const COUNTED_EARLIER: QuotaStore = {
  take: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
};

/** Limits the rows that a tenant imports per day (UTC). */
export interface ImportQuotaStore {
  /** @throws {FoyerError} `invalid_request` if the number of rows exceeds the daily limit, `rate_limited` */
  takeRows(tenantId: string, rows: number, limits: Limits, now: Date): Promise<void>;
  /** Reverts a {@link takeRows} whose request had no effect. `now` must be the same. */
  giveRowsBack(tenantId: string, rows: number, now: Date): Promise<void>;
}

interface Counter {
  readonly attribute: string;
  readonly limit: number;
}

/** An item whose key identifies the quota and the period. */
interface Account {
  readonly pk: string;
  readonly counters: readonly Counter[];
  /** The end of the period. */
  readonly until: Date;
}

/**
 * Stores one small item per hour for each tenant or customer, and one per day for each tenant's imports: 1 WRU per
 * request. TTL removes the items. The update is not part of the transactions of the requests: all of a tenant's
 * requests write the same item, so their transactions would conflict.
 */
export class DynamoQuotaStore implements QuotaStore, ImportQuotaStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async take(principal: Principal, limits: Limits, now: Date): Promise<void> {
    const account = accountOf(principal, limits, now);
    const { taken } = await this.#add(account, 1);
    if (!taken)
      throw new FoyerError('rate_limited', SENTENCES[principal.member ? 'customer' : 'tenant'], {
        retryAfterSeconds: secondsUntil(account.until, now),
      });
  }

  async giveBack(principal: Principal, now: Date): Promise<void> {
    await this.#add(accountOf(principal, DEFAULT_LIMITS, now), -1);
  }

  async takeRows(tenantId: string, rows: number, limits: Limits, now: Date): Promise<void> {
    const { importedInvitationsPerTenantPerDay: limit } = limits;
    if (rows > limit)
      throw invalidField(
        'rows',
        `The import has ${rows} rows. At most ${limit} can be imported per day. Split the import.`,
      );
    const account = importAccount(tenantId, limit, now);
    const { taken, before } = await this.#add(account, rows);
    if (taken) return;
    const left = Math.max(0, limit - Number(before[IMPORTED] ?? 0));
    throw new FoyerError(
      'rate_limited',
      `The import has ${rows} rows, but only ${left} more can be imported today. Import fewer rows, or try again tomorrow (UTC).`,
      { retryAfterSeconds: secondsUntil(account.until, now) },
    );
  }

  async giveRowsBack(tenantId: string, rows: number, now: Date): Promise<void> {
    await this.#add(importAccount(tenantId, rows, now), -rows);
  }

  /** Adds `by` to either all counters of the account or none of them. */
  async #add(
    { pk, counters, until }: Account,
    by: number,
  ): Promise<{ readonly taken: boolean; readonly before: Readonly<Record<string, unknown>> }> {
    const refs = counters.map((counter, index) => ({
      ...{ counter, name: `#counter${index}`, most: `:most${index}` },
    }));
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { pk, sk: RECORDS.quota },
          UpdateExpression: `ADD ${refs.map(({ name }) => `${name} :by`).join(', ')} SET #removeAt = :removeAt`,
          ExpressionAttributeNames: {
            ...Object.fromEntries(refs.map(({ name, counter }) => [name, counter.attribute])),
            '#removeAt': TTL_ATTRIBUTE,
          },
          ExpressionAttributeValues: {
            ':by': by,
            ':removeAt': Math.ceil((until.getTime() + HOUR) / SECOND),
            ...(by > 0 &&
              Object.fromEntries(refs.map(({ most, counter }) => [most, counter.limit - by]))),
          },
          ...(by > 0 && {
            ConditionExpression: refs
              .map(({ name, most }) => `(attribute_not_exists(${name}) OR ${name} <= ${most})`)
              .join(' AND '),
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
          }),
        }),
      ),
    );
    return { taken: written.done, before: written.done ? {} : (written.refusals[0]?.item ?? {}) };
  }
}

const SENTENCES = {
  tenant:
    'Too many invitations were sent this hour. Try again in the next hour, or use an import to invite many people.',
  customer: 'Your company has sent too many invitations this hour. Try again in the next hour.',
};

const TOTAL = 'total';
const IMPORTED = 'rows';

/**
 * Returns the account that counts a principal's requests. Contacts of a customer are outsiders to the tenant: their
 * limit is low, and they do not consume the quota of the tenant's users.
 */
function accountOf({ id, tenantId, member }: Principal, limits: Limits, now: Date): Account {
  const hour = Math.floor(now.getTime() / HOUR);
  const owner = member === undefined ? tenantId : `${tenantId}#${member.customerId}`;
  return {
    pk: `${RECORDS.quota}#${owner}#${hour}`,
    until: new Date((hour + 1) * HOUR),
    counters:
      member === undefined
        ? [
            { attribute: TOTAL, limit: limits.invitationsPerTenantPerHour },
            {
              attribute: `by_${digest(id).slice(0, 16)}`,
              limit: limits.invitationsPerAdministratorPerHour,
            },
          ]
        : [{ attribute: TOTAL, limit: limits.invitationsPerCustomerPerHour }],
  };
}

function importAccount(tenantId: string, limit: number, now: Date): Account {
  const day = Math.floor(now.getTime() / DAY);
  return {
    pk: `${RECORDS.quota}#${tenantId}#imports#${day}`,
    until: new Date((day + 1) * DAY),
    counters: [{ attribute: IMPORTED, limit }],
  };
}

function secondsUntil(moment: Date, now: Date): number {
  return Math.ceil((moment.getTime() - now.getTime()) / SECOND);
}

/** Counts emails that are sent without taking the lock of their address: codes and reminders. */
export interface MailCounts {
  /** Returns `false` if the recipient has reached the daily maximum of emails of all kinds. */
  take(recipient: Recipient, terms: CountTerms): Promise<boolean>;
  /** Reverts a {@link take} if the email was not requested after all. `at` must be the same. */
  giveBack(recipient: Recipient, at: Date): Promise<void>;
}

/** Counts emails in DynamoDB: 1 WRU for each email, and 1 more if it was not requested after all. */
export class DynamoMailCounts implements MailCounts {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async take({ tenantId, address }: Recipient, terms: CountTerms): Promise<boolean> {
    const update = countedMail(this.#tableName, { tenantId, address }, terms);
    const written = await writeOnCondition(() => this.#client.send(new UpdateCommand(update)));
    return written.done;
  }

  async giveBack(recipient: Recipient, at: Date): Promise<void> {
    const update = uncountedMail(this.#tableName, recipient, at);
    await writeOnCondition(() => this.#client.send(new UpdateCommand(update)));
  }
}
