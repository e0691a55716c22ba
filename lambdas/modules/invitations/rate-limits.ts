import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { Principal } from '../http/principal.ts';
import { DAY, HOUR, SECOND } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import { digest } from '../platform/ids.ts';
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

/** Steps that mailed a new link. */
const RENEWALS = ['resent', 'renewed'];

/**
 * Keeps one invitation from being sent over and over: counts the last 24 hours in its timeline, which costs nothing.
 *
 * @throws {FoyerError} `rate_limited`
 */
export function requireRenewalsLeft(
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

/** The address has had its mails of the day. */
export function tooManyEmails(at: Date): FoyerError {
  const message = 'This address has received too many emails today. Try again tomorrow.';
  return new FoyerError('rate_limited', message, {
    errors: [{ path: 'email', message }],
    retryAfterSeconds: secondsLeftOfDay(at),
  });
}

/** How many open invitations of a tenant expire on each day (UTC): `d20261130` and so on. */
const DAY_ATTRIBUTE = /^d\d{8}$/;
const itemSchema = z.record(z.string(), z.unknown());

/** Where a tenant's open invitations are counted. */
export function openCountKey(tenantId: string): { pk: string; sk: string } {
  return { pk: `${RECORDS.open}#${tenantId}`, sk: RECORDS.open };
}

/** The attribute for invitations that expire at `expiresAt` (ISO 8601 UTC). */
export function dayOf(expiresAt: string): string {
  return `d${expiresAt.slice(0, 10).replaceAll('-', '')}`;
}

/** The days in a count that are over at `now`: whatever expired then is open no more. */
export function pastDays(item: Readonly<Record<string, unknown>>, now: Date): string[] {
  const today = dayOf(now.toISOString());
  return Object.keys(item).filter((name) => DAY_ATTRIBUTE.test(name) && name < today);
}

/** How many invitations are open at `now`, give or take those of the last seconds and those that expire today. */
export function openCount(item: unknown, now: Date): number {
  const today = dayOf(now.toISOString());
  return Object.entries(itemSchema.parse(item))
    .filter(([name]) => DAY_ATTRIBUTE.test(name) && name >= today)
    .map(([, count]) => (typeof count === 'number' ? Math.max(0, count) : 0))
    .reduce((sum, count) => sum + count, 0);
}

/** @throws {FoyerError} `pending_limit_reached` when `open` invitations are as many as a tenant may have. */
export function requireOpenInvitationQuota(open: number, most: number, now: Date): void {
  if (open < most) return;
  throw new FoyerError(
    'pending_limit_reached',
    `The tenant has reached its limit of ${most.toLocaleString('en')} pending invitations. Revoke some, or wait until some are accepted or expire.`,
    // Those that expire today leave the count at midnight; an acceptance may make room at any time.
    { retryAfterSeconds: secondsLeftOfDay(now) },
  );
}

/** Counts what an administrator, and all of a tenant together, or the people of one customer, send within an hour. */
export interface QuotaStore {
  /** @throws {FoyerError} `rate_limited` */
  take(principal: Principal, limits: Limits, now: Date): Promise<void>;
  /** Undoes a {@link take} of the same `now` that came to nothing. */
  giveBack(principal: Principal, now: Date): Promise<void>;
}

/** For the rows of an import, which were counted when it began ({@link ImportQuotaStore}). */
export const COUNTED_BEFORE: QuotaStore = {
  take: () => Promise.resolve(),
  giveBack: () => Promise.resolve(),
};

/** Counts the rows that a tenant imports within a day (UTC). */
export interface ImportQuotaStore {
  /** @throws {FoyerError} `invalid_request` for more rows than a day has, `rate_limited` */
  takeRows(tenantId: string, rows: number, limits: Limits, now: Date): Promise<void>;
  /** Undoes a {@link takeRows} of the same `now` that came to nothing. */
  giveRowsBack(tenantId: string, rows: number, now: Date): Promise<void>;
}

interface Counter {
  readonly attribute: string;
  readonly limit: number;
}

/** An item whose name says what is counted, and in which while. */
interface Account {
  readonly pk: string;
  readonly counters: readonly Counter[];
  /** When the while is over. */
  readonly until: Date;
}

/**
 * One small item for each tenant or customer and hour, and for each tenant and day of imports: 1 WRU a request; TTL
 * removes it. An update of its own, as all requests of a tenant write the item: in their transactions they would wait for
 * each other.
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

  /** Counts with every counter of the account, or with none. */
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

/** The people of a customer are strangers to the tenant: few a while, and nothing of what its own people need. */
function accountOf({ id, tenantId, member }: Principal, limits: Limits, now: Date): Account {
  const hour = Math.floor(now.getTime() / HOUR);
  const whose = member === undefined ? tenantId : `${tenantId}#${member.customerId}`;
  return {
    pk: `${RECORDS.quota}#${whose}#${hour}`,
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

/** Counts mails that are ordered without taking the lock of their address: codes, reminders. */
export interface MailCounts {
  /** `false` when the recipient has had all mails of the day, whatever they said. */
  take(recipient: Recipient, terms: CountTerms): Promise<boolean>;
  /** Undoes a {@link take} of the same `at`: the mail was not ordered after all. */
  giveBack(recipient: Recipient, at: Date): Promise<void>;
}

/** 1 WRU for each mail, and for each that is not ordered after all. */
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
