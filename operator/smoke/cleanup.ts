import { setTimeout as pause } from 'node:timers/promises';

import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { DeleteCommand, type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';

import { activityPartition } from '../../lambdas/modules/activity/activity.ts';
import { administratorKey } from '../../lambdas/modules/administrators/administrator-access.ts';
import { removeApiClient } from '../../lambdas/modules/api-clients/manage-api-clients.ts';
import { countKey } from '../../lambdas/modules/invitations/address-lock.ts';
import { openCountKey } from '../../lambdas/modules/invitations/rate-limits.ts';
import { CONTACT_STATUSES } from '../../lambdas/modules/records/contact.ts';
import { INDEXES, listPartition, RECORDS, tenantKey } from '../../lambdas/modules/records/table.ts';
import { SEARCH_KINDS, searchPartition } from '../../lambdas/modules/search/search-item.ts';
import {
  COUNTED_STATES,
  type CountedKind,
  countPartition,
} from '../../lambdas/modules/statistics/counted.ts';
import { suppressionKey } from '../../lambdas/modules/suppressions/suppression.ts';
import { manageApiClients } from '../api-clients.ts';
import { type Deployment, tableOf } from '../deployment.ts';

/** The ID of a temporary tenant, which only `npm run smoke` creates. */
export const SMOKE_TENANT = /^smoke-[0-9a-f]{16}$/;

/** Time between rounds, in milliseconds. The functions that follow the stream continue to write for a few seconds. */
const ROUND_MS = 3_000;
const ROUNDS_MAX = 40;
/** The number of consecutive rounds that must find nothing. */
const QUIET_ROUNDS = 3;

type Key = Readonly<Record<'pk' | 'sk', string>>;
type Item = Key & Readonly<Record<string, unknown>>;

/**
 * Deletes a temporary tenant: its accounts, API clients, records, and all items that Foyer derives from them. Only
 * rate limit counters and deletion records remain. They contain no addresses, and DynamoDB deletes them within two
 * days. Safe to repeat after any failure.
 *
 * @returns the number of deleted items.
 * @throws if the functions don't stop writing, or if the ID does not belong to a temporary tenant.
 */
export async function removeSmokeTenant(deployment: Deployment, tenantId: string): Promise<number> {
  if (!SMOKE_TENANT.test(tenantId))
    throw new Error(`${tenantId} is not a temporary tenant of npm run smoke.`);
  const cleanup = new Cleanup(deployment, tenantId);
  let deleted = 0;
  for (let round = 0, quiet = 0; quiet < QUIET_ROUNDS; round++) {
    if (round > ROUNDS_MAX) throw new Error(`Items of ${tenantId} keep being written.`);
    if (round > 0) await pause(ROUND_MS);
    const found = await cleanup.deleteOnce();
    deleted += found;
    quiet = found === 0 ? quiet + 1 : 0;
  }
  return deleted;
}

class Cleanup {
  readonly #deployment: Deployment;
  readonly #tenantId: string;
  readonly #table: DynamoDBDocumentClient;
  readonly #cognito: CognitoIdentityProviderClient;
  /** Records of the tenant and people in its activity log, whose partitions and entries are deleted too. */
  readonly #ids = new Set<string>();

  constructor(deployment: Deployment, tenantId: string) {
    this.#deployment = deployment;
    this.#tenantId = tenantId;
    this.#table = tableOf(deployment);
    this.#cognito = new CognitoIdentityProviderClient(deployment.config);
  }

  /** Deletes everything that is found, accounts before the records that refer to them. Returns the number of items. */
  async deleteOnce(): Promise<number> {
    const tenantId = this.#tenantId;
    const tenant = await this.#partition(tenantKey(tenantId).pk);
    const administrators = await this.#partition(administratorKey(tenantId, '').pk);
    const invitations = await this.#listed('invitation');
    const customers = await this.#listed('customer');
    const records = [...administrators, ...customers, ...invitations];
    const addresses = records.flatMap(({ address }) =>
      typeof address === 'string' ? address : [],
    );
    await this.#deleteApiClients(tenant);
    for (const address of new Set(addresses)) await this.#deleteUser(address);
    const derived = await this.#derived();
    const items = [...records, ...tenant, ...derived];
    for (const { pk, sk } of items) await this.#delete({ pk, sk });
    for (const address of new Set(addresses)) {
      await this.#delete(countKey({ tenantId, address }));
      await this.#delete(suppressionKey(address));
    }
    return items.length;
  }

  /** Finds records in a list, and reads their partitions. */
  async #listed(kind: 'invitation' | 'customer'): Promise<Item[]> {
    const listed = await this.#query({
      IndexName: INDEXES.byTime.name,
      KeyConditionExpression: 'listKey = :pk',
      ExpressionAttributeValues: { ':pk': listPartition(this.#tenantId, kind) },
    });
    const partitions = listed.map(({ pk }) => pk);
    for (const pk of partitions) this.#ids.add(pk.slice(pk.indexOf('#') + 1));
    return (await Promise.all(partitions.map((pk) => this.#partition(pk)))).flat();
  }

  /** Finds the items that functions write when records change. */
  async #derived(): Promise<Item[]> {
    const tenantId = this.#tenantId;
    const log = await this.#partition(activityPartition(tenantId, {}));
    for (const { actor, object } of log)
      for (const one of [actor, object] as ({ id?: string } | undefined)[])
        if (one?.id !== undefined) this.#ids.add(one.id);
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');
    const lists = [':all', ...CONTACT_STATUSES.map((status) => `:${status}`)];
    const partitions = [
      openCountKey(tenantId).pk,
      ...(Object.keys(COUNTED_STATES) as CountedKind[]).map((kind) =>
        countPartition(tenantId, kind),
      ),
      ...[...this.#ids].flatMap((id) => [
        activityPartition(tenantId, { objectId: id }),
        activityPartition(tenantId, { actorId: id }),
      ]),
      ...SEARCH_KINDS.flatMap((kind) =>
        [...letters, ...lists].map((first) => searchPartition(tenantId, kind, first)),
      ),
    ];
    const found = await Promise.all(
      [...new Set(partitions)].map((partition) => this.#partition(partition)),
    );
    return [...log, ...found.flat()];
  }

  async #deleteApiClients(tenant: readonly Item[]): Promise<void> {
    for (const { sk } of tenant) {
      const [kind, id = ''] = sk.split('#');
      if (kind === RECORDS.client)
        await manageApiClients(this.#deployment, this.#tenantId, async ({ deps, by }) => {
          await removeApiClient(deps, by, { id });
          return { lines: [], data: {} };
        });
    }
  }

  async #deleteUser(userName: string): Promise<void> {
    const { UserPoolId } = this.#deployment.outputs;
    try {
      await this.#cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: userName }));
    } catch (error) {
      if (!(error instanceof UserNotFoundException)) throw error;
    }
  }

  #partition(pk: string): Promise<Item[]> {
    return this.#query({
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': pk },
      ConsistentRead: true,
    });
  }

  async #query(input: {
    readonly IndexName?: string;
    readonly KeyConditionExpression: string;
    readonly ExpressionAttributeValues: Record<string, unknown>;
    readonly ConsistentRead?: boolean;
  }): Promise<Item[]> {
    const items: Item[] = [];
    for await (const { Items = [] } of paginateQuery(
      { client: this.#table },
      { TableName: this.#deployment.outputs.TableName, ...input },
    ))
      items.push(...(Items as Item[]));
    return items;
  }

  async #delete(key: Key): Promise<void> {
    await this.#table.send(
      new DeleteCommand({ TableName: this.#deployment.outputs.TableName, Key: key }),
    );
  }
}
