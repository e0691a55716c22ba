import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Principal } from '../identity/principal.ts';
import { MINUTE, SECOND } from '../shared/clock.ts';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { FoyerError } from '../shared/errors.ts';
import { digest } from '../shared/ids.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../shared/table.ts';
import type { Limits } from '../tenants/settings.ts';

const HOUR = 60 * MINUTE;

/** Counts what an administrator, and all of a tenant together, send again within an hour. */
export interface QuotaStore {
  /** @throws {FoyerError} `rate_limited` */
  take(principal: Principal, limits: Limits, now: Date): Promise<void>;
}

/** One small item for each tenant and hour: 1 WRU a request; TTL removes it. */
export class DynamoQuotaStore implements QuotaStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async take({ id, tenantId }: Principal, limits: Limits, now: Date): Promise<void> {
    const hour = Math.floor(now.getTime() / HOUR);
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { pk: `${RECORDS.quota}#${tenantId}#${hour}`, sk: RECORDS.quota },
          UpdateExpression: 'ADD #all :one, #own :one SET #removeAt = :removeAt',
          ConditionExpression:
            '(attribute_not_exists(#all) OR #all < :perTenant) AND ' +
            '(attribute_not_exists(#own) OR #own < :perAdministrator)',
          ExpressionAttributeNames: {
            '#all': 'total',
            '#own': `by_${digest(id).slice(0, 16)}`,
            '#removeAt': TTL_ATTRIBUTE,
          },
          ExpressionAttributeValues: {
            ':one': 1,
            ':perAdministrator': limits.invitationsPerAdministratorPerHour,
            ':perTenant': limits.invitationsPerTenantPerHour,
            ':removeAt': ((hour + 2) * HOUR) / SECOND,
          },
        }),
      ),
    );
    if (written.done) return;
    throw new FoyerError(
      'rate_limited',
      'Too many mails were asked for in this hour. Wait a little.',
      {
        retryAfterSeconds: Math.ceil(((hour + 1) * HOUR - now.getTime()) / SECOND),
      },
    );
  }
}
