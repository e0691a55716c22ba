import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { ADMINISTRATOR_PARTITION } from '../records/table.ts';
import {
  type Administrator,
  type AdministratorReader,
  DynamoAdministratorReader,
  fromAdministratorItem,
  FULL_ROLE,
  FULL_ROLE_COUNT,
} from './administrator.ts';
import { administratorCountKey, administratorKey } from './administrator-access.ts';

/** The administrator whose account is being set up, and the submission that sets it up. */
export interface SetupClaim {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly claimId: string;
}

/** The outcome of a claim: held, or rejected because of the current state of the administrator. */
export type Claimed =
  | { readonly claimed: true; readonly administrator: Administrator }
  | { readonly claimed: false; readonly current: Administrator | undefined };

/** Changes an administrator from invited to active. */
export interface SetupStore extends AdministratorReader {
  /**
   * Claims the setup for one submission until `leaseUntil`. `hash` is the hash of the link that was submitted; the
   * claim fails if the link has been replaced since. The operator's command has no link.
   */
  claim(
    claim: SetupClaim,
    terms: {
      readonly name: string;
      readonly leaseUntil: string;
      readonly now: Date;
      readonly hash?: string | undefined;
    },
  ): Promise<Claimed>;
  /** Releases the claim, so that the link works again. */
  release(claim: SetupClaim): Promise<void>;
  /**
   * Activates the account, so that the person can sign in. Returns `undefined` if the claim is gone or the role has
   * just changed.
   */
  complete(
    administrator: Administrator,
    claimId: string,
    userId: string,
    now: Date,
  ): Promise<Administrator | undefined>;
}

/** Reads and writes administrators in DynamoDB during setup. */
export class DynamoSetupStore extends DynamoAdministratorReader implements SetupStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName);
    this.#client = client;
    this.#tableName = tableName;
  }

  async claim(
    { tenantId, administratorId, claimId }: SetupClaim,
    {
      name,
      leaseUntil,
      now,
      hash,
    }: {
      readonly name: string;
      readonly leaseUntil: string;
      readonly now: Date;
      readonly hash?: string | undefined;
    },
  ): Promise<Claimed> {
    const conditions = [
      '#status = :invited',
      // The claim was made in time. Expiration does not interrupt a submission.
      '(claim.id = :claimId OR ((attribute_not_exists(leaseUntil) OR leaseUntil < :now) AND expiresAt > :now))',
      ...(hash === undefined ? [] : ['contains(tokenHashes, :hash)']),
    ];
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'SET claim = :claim, leaseUntil = :until, leaseKey = :partition',
          ConditionExpression: conditions.join(' AND '),
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: {
            ':claim': { id: claimId, name },
            ':claimId': claimId,
            ':invited': 'invited',
            ':now': now.toISOString(),
            ':partition': ADMINISTRATOR_PARTITION,
            ':until': leaseUntil,
            ...(hash !== undefined && { ':hash': hash }),
          },
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      ),
    );
    if (written.done)
      return {
        claimed: true,
        administrator: fromAdministratorItem(written.output.Attributes ?? {}),
      };
    const item = written.refusals[0]?.item;
    return {
      claimed: false,
      current: item === undefined ? undefined : fromAdministratorItem(item),
    };
  }

  async release({ tenantId, administratorId, claimId }: SetupClaim): Promise<void> {
    await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: administratorKey(tenantId, administratorId),
          UpdateExpression: 'REMOVE claim, leaseUntil, leaseKey',
          ConditionExpression: '#status = :invited AND claim.id = :claimId',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':claimId': claimId, ':invited': 'invited' },
        }),
      ),
    );
  }

  async complete(
    { tenantId, id, role, name, claim, delivery }: Administrator,
    claimId: string,
    userId: string,
    now: Date,
  ): Promise<Administrator | undefined> {
    const at = now.toISOString();
    const shown = claim?.name ?? name ?? '';
    const TableName = this.#tableName;
    // A person who set up the account received the email, even if its delivery was not recorded.
    const isDeliveryUnrecorded = delivery.status === 'queued';
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [
            {
              Update: {
                TableName,
                Key: administratorKey(tenantId, id),
                UpdateExpression:
                  'SET #status = :active, userId = :userId, #name = :name, updatedAt = :at, ' +
                  'updatedBy = :by, #version = #version + :one' +
                  (isDeliveryUnrecorded
                    ? ', delivery.#status = :sent, delivery.updatedAt = :at'
                    : '') +
                  ' REMOVE leaseUntil, leaseKey, queuedKey, queuedAt, sending',
                // The count below depends on this role.
                ConditionExpression: '#status = :invited AND claim.id = :claimId AND #role = :role',
                ExpressionAttributeNames: {
                  '#name': 'name',
                  '#role': 'role',
                  '#status': 'status',
                  '#version': 'version',
                },
                ExpressionAttributeValues: {
                  ':active': 'active',
                  ':at': at,
                  ':by': { id: userId, name: shown },
                  ':claimId': claimId,
                  ':invited': 'invited',
                  ':name': shown,
                  ':one': 1,
                  ':role': role,
                  ':userId': userId,
                  ...(isDeliveryUnrecorded && { ':sent': 'sent' }),
                },
              },
            },
            ...(role === FULL_ROLE
              ? [
                  {
                    Update: {
                      TableName,
                      Key: administratorCountKey(tenantId),
                      UpdateExpression: 'ADD #full :one',
                      ExpressionAttributeNames: { '#full': FULL_ROLE_COUNT },
                      ExpressionAttributeValues: { ':one': 1 },
                    },
                  },
                ]
              : []),
          ],
        }),
      ),
    );
    return written.done ? this.get(tenantId, id) : undefined;
  }
}
