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

/** The administrator that is set up, and the submission that does it. */
export interface SetupClaim {
  readonly tenantId: string;
  readonly administratorId: string;
  readonly claimId: string;
}

/** The claim that was taken, or the administrator that stood in its way. */
export type Claimed =
  | { readonly claimed: true; readonly administrator: Administrator }
  | { readonly claimed: false; readonly current: Administrator | undefined };

/** Moves an administrator from invited to active. */
export interface SetupStore extends AdministratorReader {
  /**
   * Lets one submission go on until `leaseUntil`. `hash`: the link that it came with; the operator's command has none, and
   * a link that was replaced since opens nothing.
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
  /** Gives the claim back: the link works again. */
  release(claim: SetupClaim): Promise<void>;
  /** Only now the account can sign in. `undefined` where the claim is no more, or the role has just changed. */
  complete(
    administrator: Administrator,
    claimId: string,
    userId: string,
    now: Date,
  ): Promise<Administrator | undefined>;
}

/** Administrators in DynamoDB, as the setup page moves them. */
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
      // Claimed in time: the expiry does not cut off a submission half way.
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
    // A person who set up the account received the mail, even if its delivery was not recorded.
    const arrived = delivery.status === 'queued';
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
                  (arrived ? ', delivery.#status = :sent, delivery.updatedAt = :at' : '') +
                  ' REMOVE leaseUntil, leaseKey, queuedKey, queuedAt, sending',
                // The count below is made for this role.
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
                  ...(arrived && { ':sent': 'sent' }),
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
