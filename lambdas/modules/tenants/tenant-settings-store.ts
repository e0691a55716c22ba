import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { writeOnCondition } from '../dynamodb/conditional-write.ts';
import type { TenantWriter } from './update-tenant.ts';
import { DynamoTenantStore, tenantKey } from './tenant-store.ts';
import { storedNames, type Tenant } from './tenant.ts';

/** Tenants in DynamoDB, as their own administrators change them. */
export class DynamoTenantSettingsStore extends DynamoTenantStore implements TenantWriter {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    super(client, tableName);
    this.#client = client;
    this.#tableName = tableName;
  }

  /** One update, of the version before. A tenant from before there were versions is of the first one. */
  async replace(changed: Tenant): Promise<'replaced' | 'changed_meanwhile'> {
    const before = changed.version - 1;
    const { look, offer } = storedNames(changed);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: tenantKey(changed.id),
          UpdateExpression:
            'SET #name = :name, look = :look, offer = :offer, settings = :settings, #version = :version, updatedAt = :now',
          ConditionExpression:
            before === 1
              ? 'attribute_exists(pk) AND (#version = :before OR attribute_not_exists(#version))'
              : '#version = :before',
          ExpressionAttributeNames: { '#name': 'name', '#version': 'version' },
          ExpressionAttributeValues: {
            ':name': changed.name,
            ':look': look,
            ':offer': offer,
            ':settings': changed.settings,
            ':version': changed.version,
            ':now': changed.updatedAt,
            ':before': before,
          },
        }),
      ),
    );
    return written.done ? 'replaced' : 'changed_meanwhile';
  }
}
