import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { writeOnCondition } from '../modules/dynamodb/conditional-write.ts';
import { importIdOf, importKey } from '../modules/imports/import-item.ts';
import type { Invitation } from '../modules/records/invitation.ts';
import {
  fromInvitationItem,
  invitationIdOf,
  invitationKey,
} from '../modules/records/invitation-item.ts';
import { IMPORT_PARTITION, WORK_INDEXES, WORK_PARTITION } from '../modules/records/table.ts';

/** Something that should have been finished by `since` (ISO 8601 UTC). */
export interface Unfinished {
  readonly invitationId: string;
  readonly since: string;
}

/** What somebody began and did not finish. */
export interface UnfinishedStore {
  /** Acceptances whose lease ran out before `before`, the oldest first. */
  lapsedClaims(before: Date, limit: number): Promise<Unfinished[]>;
  /** Mails that were asked for before `before` and are still queued, the oldest first. */
  waitingMails(before: Date, limit: number): Promise<Unfinished[]>;
  /** Invitations about which something was due at `now`, the oldest first. */
  due(now: Date, limit: number): Promise<Unfinished[]>;
  /** Takes over a lapsed claim as it stands, until `until`: `false` when somebody was faster. */
  takeOverClaim(invitationId: string, claimId: string, now: Date, until: string): Promise<boolean>;
  /** Nothing is left to do about a lease that is not a claim any more. */
  forgetLease(lapsed: Unfinished): Promise<void>;
  /** Counts a waiting mail from `now` on, and returns its invitation; `undefined` when it waits no more. */
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
          ConditionExpression:
            '#status = :accepting AND claim.id = :claimId AND leaseUntil <= :now',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':accepting': 'accepting',
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
          ConditionExpression: '#status <> :accepting AND leaseUntil = :since',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':accepting': 'accepting', ':since': since },
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
    // Stryker disable next-line ArrayDeclaration: a query always answers with items
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

const rowSchema = z.record(z.string(), z.unknown());

/** An import that is not finished, and since when (ISO 8601 UTC) nothing of it was. */
export interface StalledImport {
  readonly importId: string;
  readonly since: string;
}

/** Imports that stand still: their messages were lost, or wait among the dead letters. */
export interface StalledImports {
  /** Imports that are not finished and last went on before `before`, the oldest first: one query of a work index. */
  stalledSince(before: Date, limit: number): Promise<StalledImport[]>;
  /**
   * Orders all its chunks once more, and counts its standing still from `now` on: `false` when it went on or was finished
   * meanwhile. The outbox makes the messages, so that the order stands or falls with this write; those of chunks that are
   * finished find nothing to do.
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

const startedSchema = z.object({ pk: z.string(), queuedAt: z.string() });
