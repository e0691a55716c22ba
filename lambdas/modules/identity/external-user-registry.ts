import { TransactWriteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { externalAccountKey, externalUserKey, type ExternalUser } from './external-user.ts';

/** Writes down who signs in at an identity provider. May be repeated. */
export interface ExternalUserRegistry {
  /** `taken` when the name or the address belongs to another invitation's user. */
  register(user: ExternalUser): Promise<'registered' | 'taken'>;
}

export class DynamoExternalUserRegistry implements ExternalUserRegistry {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async register(user: ExternalUser): Promise<'registered' | 'taken'> {
    const { userName, addressDigest, invitationId } = user;
    const written = await writeOnCondition(() =>
      this.#client.send(
        new TransactWriteCommand({
          TransactItems: [externalUserKey(userName), externalAccountKey(addressDigest)].map(
            (key) => ({
              Put: {
                TableName: this.#tableName,
                Item: { ...user, ...key },
                ConditionExpression:
                  'attribute_not_exists(pk) OR (invitationId = :invitationId AND userName = :userName)',
                ExpressionAttributeValues: { ':invitationId': invitationId, ':userName': userName },
              },
            }),
          ),
        }),
      ),
    );
    return written.done ? 'registered' : 'taken';
  }
}
