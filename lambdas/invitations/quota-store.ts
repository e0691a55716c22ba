import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Principal } from '../identity/principal.ts';
import { MINUTE, SECOND } from '../shared/clock.ts';
import { writeOnCondition } from '../shared/conditional-write.ts';
import { FoyerError } from '../shared/errors.ts';
import { digest } from '../shared/ids.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../shared/table.ts';
import type { Limits } from '../tenants/settings.ts';

const HOUR = 60 * MINUTE;

/** Counts what an administrator, and all of a tenant together, or the people of one customer, send within an hour. */
export interface QuotaStore {
  /** @throws {FoyerError} `rate_limited` */
  take(principal: Principal, limits: Limits, now: Date): Promise<void>;
}

/** One small item for each tenant or customer and hour: 1 WRU a request; TTL removes it. */
export class DynamoQuotaStore implements QuotaStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async take(principal: Principal, limits: Limits, now: Date): Promise<void> {
    const hour = Math.floor(now.getTime() / HOUR);
    const { whose, counters } = accountOf(principal, limits);
    const refs = counters.map((counter, index) => ({
      ...{ counter, name: `#counter${index}`, limit: `:limit${index}` },
    }));
    const written = await writeOnCondition(() =>
      this.#client.send(
        new UpdateCommand({
          TableName: this.#tableName,
          Key: { pk: `${RECORDS.quota}#${whose}#${hour}`, sk: RECORDS.quota },
          UpdateExpression: `ADD ${refs.map(({ name }) => `${name} :one`).join(', ')} SET #removeAt = :removeAt`,
          ConditionExpression: refs
            .map(({ name, limit }) => `(attribute_not_exists(${name}) OR ${name} < ${limit})`)
            .join(' AND '),
          ExpressionAttributeNames: {
            ...Object.fromEntries(refs.map(({ name, counter }) => [name, counter.attribute])),
            '#removeAt': TTL_ATTRIBUTE,
          },
          ExpressionAttributeValues: {
            ...Object.fromEntries(refs.map(({ limit, counter }) => [limit, counter.limit])),
            ':one': 1,
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

interface Account {
  /** What the item is named after. */
  readonly whose: string;
  readonly counters: readonly { readonly attribute: string; readonly limit: number }[];
}

/**
 * All people of a customer together may do what one administrator may, and are counted apart: they are strangers to the
 * tenant, and must not use up what its own people need.
 */
function accountOf({ id, tenantId, member }: Principal, limits: Limits): Account {
  const { invitationsPerAdministratorPerHour, invitationsPerTenantPerHour } = limits;
  const total = 'total';
  if (member !== undefined)
    return {
      whose: `${tenantId}#${member.customerId}`,
      counters: [{ attribute: total, limit: invitationsPerAdministratorPerHour }],
    };
  return {
    whose: tenantId,
    counters: [
      { attribute: total, limit: invitationsPerTenantPerHour },
      { attribute: `by_${digest(id).slice(0, 16)}`, limit: invitationsPerAdministratorPerHour },
    ],
  };
}
