import { DeleteCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import { externalAccountKey, externalUserKey, type ExternalUser } from './external-user.ts';

/** Forgets people who signed in at an identity provider. May be repeated. */
export interface ExternalUserEraser {
  erase(user: ExternalUser): Promise<void>;
}

export class DynamoExternalUserEraser implements ExternalUserEraser {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Erases what was read and nothing that was written since: somebody else may have the name or the address now. */
  async erase({ userName, addressDigest, invitationId }: ExternalUser): Promise<void> {
    // The name last: by it whoever repeats this knows that something is left to be erased.
    for (const key of [externalAccountKey(addressDigest), externalUserKey(userName)])
      await writeOnCondition(() =>
        this.#client.send(
          new DeleteCommand({
            TableName: this.#tableName,
            Key: key,
            ConditionExpression: 'invitationId = :invitationId AND userName = :userName',
            ExpressionAttributeValues: { ':invitationId': invitationId, ':userName': userName },
          }),
        ),
      );
  }
}
