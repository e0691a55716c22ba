import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import { importIdOf, importKey } from '../modules/imports/import-item.ts';
import * as stored from '../modules/platform/stored.ts';
import type { Invitation } from '../modules/records/invitation.ts';
import {
  CLAIMED,
  fromInvitationItem,
  invitationIdOf,
  invitationKey,
  OPEN_VALUES,
} from '../modules/records/invitation-item.ts';
import {
  heartbeatKey,
  IMPORT_PARTITION,
  WORK_INDEXES,
  WORK_PARTITION,
} from '../modules/records/table.ts';

/** Work that should have been finished by `since` (ISO 8601, UTC). */
export interface Unfinished {
  readonly invitationId: string;
  readonly since: string;
}

/** Finds and updates unfinished work. */
export interface UnfinishedStore {
  /** Returns acceptances whose lease ended before `before`, oldest first. */
  lapsedClaims(before: Date, limit: number): Promise<Unfinished[]>;
  /** Returns emails that were requested before `before` and are still queued, oldest first. */
  waitingMails(before: Date, limit: number): Promise<Unfinished[]>;
  /** Returns invitations with something due at `now`, oldest first. */
  due(now: Date, limit: number): Promise<Unfinished[]>;
  /** Takes over an expired claim until `until`. Returns `false` if another process has already taken it over. */
  takeOverClaim(invitationId: string, claimId: string, now: Date, until: string): Promise<boolean>;
  /** Removes a lease that no longer belongs to a claim. */
  forgetLease(lapsed: Unfinished): Promise<void>;
  /**
   * Restarts the wait of a queued email at `now` and returns its invitation, or `undefined` if the email is no longer
   * waiting.
   */
  postponeMail(waiting: Unfinished, now: Date): Promise<Invitation | undefined>;
}

export class DynamoUnfinishedStore implements UnfinishedStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  lapsedClaims(before: Date, limit: number): Promise<Unfinished[]> {
    return this.#oldest(WORK_INDEXES.openClaims, before, limit);
  }

  waitingMails(before: Date, limit: number): Promise<Unfinished[]> {
    return this.#oldest(WORK_INDEXES.queuedMail, before, limit);
  }

  due(now: Date, limit: number): Promise<Unfinished[]> {
    return this.#oldest(WORK_INDEXES.due, now, limit);
  }

  async takeOverClaim(
    invitationId: string,
    claimId: string,
    now: Date,
    until: string,
  ): Promise<boolean> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'SET leaseUntil = :until',
          ConditionExpression: `${CLAIMED} AND leaseUntil <= :now`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ...OPEN_VALUES,
            ':claimId': claimId,
            ':now': now.toISOString(),
            ':until': until,
          },
        }),
      ),
    );
    return written.done;
  }

  async forgetLease({ invitationId, since }: Unfinished): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'REMOVE leaseKey, leaseUntil',
          ConditionExpression: `NOT (#status = :pending AND attribute_exists(claim)) AND leaseUntil = :since`,
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ...OPEN_VALUES, ':since': since },
        }),
      ),
    );
  }

  async postponeMail(
    { invitationId, since }: Unfinished,
    now: Date,
  ): Promise<Invitation | undefined> {
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: invitationKey(invitationId),
          UpdateExpression: 'SET queuedAt = :now',
          ConditionExpression: 'queuedAt = :since',
          ExpressionAttributeValues: { ':now': now.toISOString(), ':since': since },
          ReturnValues: 'ALL_NEW',
        }),
      ),
    );
    return written.done ? fromInvitationItem(written.output.Attributes ?? {}) : undefined;
  }

  async #oldest(
    index: (typeof WORK_INDEXES)[keyof typeof WORK_INDEXES],
    before: Date,
    limit: number,
  ): Promise<Unfinished[]> {
    // Stryker disable next-line ArrayDeclaration: a query always returns items
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: index.name,
        KeyConditionExpression: '#partition = :partition AND #since < :before',
        ExpressionAttributeNames: { '#partition': index.partitionKey, '#since': index.sortKey },
        ExpressionAttributeValues: {
          ':before': before.toISOString(),
          ':partition': WORK_PARTITION,
        },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { pk, [index.sortKey]: since } = rowSchema.parse(item);
      return {
        invitationId: invitationIdOf(z.string().parse(pk)),
        since: z.string().parse(since),
      };
    });
  }
}

const rowSchema = z.record(stored.text, z.unknown());

/** An unfinished import, and the time since which it has made no progress (ISO 8601, UTC). */
export interface StalledImport {
  readonly importId: string;
  readonly since: string;
}

/** Finds imports that are stalled, because their messages were lost or are in the dead-letter queue. */
export interface StalledImports {
  /** Returns unfinished imports without progress since `before`, oldest first. Makes one query of a work index. */
  stalledSince(before: Date, limit: number): Promise<StalledImport[]>;
  /**
   * Requests all chunks of an import again, and restarts its wait at `now`. Returns `false` if it has made progress or
   * was finished in the meantime. The outbox queues the messages, so the request depends only on this write. Messages
   * for finished chunks have no effect.
   */
  requeue(stalled: StalledImport, now: Date): Promise<boolean>;
}

export class DynamoStalledImports implements StalledImports {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async stalledSince(before: Date, limit: number): Promise<StalledImport[]> {
    const { name, partitionKey, sortKey } = WORK_INDEXES.queuedMail;
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        IndexName: name,
        KeyConditionExpression: '#partition = :partition AND #since < :before',
        ExpressionAttributeNames: { '#partition': partitionKey, '#since': sortKey },
        ExpressionAttributeValues: {
          ':before': before.toISOString(),
          ':partition': IMPORT_PARTITION,
        },
        Limit: limit,
      }),
    );
    return Items.map((item) => {
      const { pk, queuedAt } = startedSchema.parse(item);
      return { importId: importIdOf(pk), since: queuedAt };
    });
  }

  async requeue({ importId, since }: StalledImport, now: Date): Promise<boolean> {
    const { done } = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: importKey(importId),
          UpdateExpression: 'SET orders = orders + :one, queuedAt = :now',
          ConditionExpression: 'queuedAt = :since',
          ExpressionAttributeValues: { ':now': now.toISOString(), ':one': 1, ':since': since },
        }),
      ),
    );
    return done;
  }
}

const startedSchema = z.object({ pk: stored.text, queuedAt: stored.text });

/**
 * Updates an item, so that the functions that follow the table's stream run every minute even if nothing else changes.
 * An alarm goes off if they don't (lib/outbox.ts, lib/projections.ts).
 */
export class DynamoHeartbeat {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async beat(now: Date): Promise<void> {
    await this.#client.send(
      new UpdateCommand({
        TableName: this.#tableName,
        Key: heartbeatKey(),
        UpdateExpression: 'SET beatAt = :now',
        ExpressionAttributeValues: { ':now': now.toISOString() },
      }),
    );
  }
}
