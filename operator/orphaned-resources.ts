import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';

import {
  type Administrator,
  DynamoAdministratorList,
} from '../lambdas/modules/administrators/administrator.ts';
import { type ApiClient, creatorsOf } from '../lambdas/modules/api-clients/api-client.ts';
import { DynamoApiClientStore } from '../lambdas/modules/api-clients/api-client-store.ts';
import { type BulkSummary, toBulkResource } from '../lambdas/modules/bulk-actions/bulk-action.ts';
import { DynamoBulkActionStore } from '../lambdas/modules/bulk-actions/manage-bulk-actions.ts';
import type { Position } from '../lambdas/modules/dynamodb/cursor.ts';
import { importStatusOf, type ImportSummary } from '../lambdas/modules/imports/import.ts';
import { DynamoImportStore, type JobPage } from '../lambdas/modules/imports/import-store.ts';
import type { InvitationSummary } from '../lambdas/modules/records/invitation.ts';
import { fromListedItem, statusPartition } from '../lambdas/modules/records/invitation-item.ts';
import { INDEXES } from '../lambdas/modules/records/table.ts';
import type { Webhook } from '../lambdas/modules/webhooks/webhook.ts';
import { DynamoWebhookReader } from '../lambdas/modules/webhooks/webhook-store.ts';

/** The fields of a pending invitation that the result shows: no address. */
export type SentInvitation = Pick<
  InvitationSummary,
  'id' | 'createdAt' | 'expiresAt' | 'invitedBy'
>;

/** The fields of an administrator that the result shows. */
type AddedAdministrator = Pick<
  Administrator,
  'id' | 'email' | 'role' | 'status' | 'createdAt' | 'createdBy' | 'updatedBy'
>;

/** Resources that keep working after the account of their creator is deleted. */
export interface OrphanedResources {
  /**
   * Administrators whom the person added or was the last to change, who may be additional accounts of the same person.
   */
  readonly administrators: readonly AddedAdministrator[];
  /** API clients that the person created, and clients created by those. */
  readonly clients: readonly ApiClient[];
  /** API clients of others with a rotated secret. No record shows who rotated it and therefore saw the new secret. */
  readonly rotated: readonly ApiClient[];
  /** Webhooks that the person or one of these clients created or changed. */
  readonly webhooks: readonly Webhook[];
  /** Open invitations that the person or one of these clients sent. */
  readonly invitations: readonly SentInvitation[];
  /** Imports that the person or one of these clients started. */
  readonly imports: readonly ImportSummary[];
  /** Bulk actions that the person or one of these clients started. */
  readonly bulkActions: readonly BulkSummary[];
}

/** Reads the resources of a tenant, by kind. */
export interface OrphanedResourceReader {
  administrators(tenantId: string): Promise<readonly AddedAdministrator[]>;
  clients(tenantId: string): Promise<readonly ApiClient[]>;
  webhooks(tenantId: string): Promise<readonly Webhook[]>;
  pendingInvitations(tenantId: string, now: Date): Promise<readonly SentInvitation[]>;
  imports(tenantId: string): Promise<readonly ImportSummary[]>;
  bulkActions(tenantId: string): Promise<readonly BulkSummary[]>;
}

/** Finds the resources that `userId` or one of its API clients created in a tenant. */
export async function findOrphanedResources(
  reader: OrphanedResourceReader,
  {
    tenantId,
    userId,
    now,
  }: { readonly tenantId: string; readonly userId: string; readonly now: Date },
): Promise<OrphanedResources> {
  const [administrators, clients, webhooks, invitations, imports, bulkActions] = await Promise.all([
    reader.administrators(tenantId),
    reader.clients(tenantId),
    reader.webhooks(tenantId),
    reader.pendingInvitations(tenantId, now),
    reader.imports(tenantId),
    reader.bulkActions(tenantId),
  ]);
  const makers = creatorsOf(userId, clients);
  const isTheirs = (by: { readonly id: string } | undefined) =>
    by !== undefined && makers.has(by.id);
  return {
    administrators: administrators
      .filter((one) => isTheirs(one.createdBy) || isTheirs(one.updatedBy))
      .map(({ id, email, role, status, createdAt, createdBy, updatedBy }) => ({
        ...{ id, email, role, status, createdAt, createdBy, updatedBy },
      })),
    clients: clients.filter(({ id }) => makers.has(id)),
    rotated: clients.filter(({ id, rotatedAt }) => !makers.has(id) && rotatedAt !== undefined),
    webhooks: webhooks.filter((one) => isTheirs(one.createdBy) || isTheirs(one.changedBy)),
    invitations: invitations.filter(({ invitedBy }) => isTheirs(invitedBy)),
    imports: imports.filter(({ createdBy }) => isTheirs(createdBy)),
    bulkActions: bulkActions.filter(({ createdBy }) => isTheirs(createdBy)),
  };
}

/** The maximum number of rows of each kind in the text. `--json` has all of them. */
const MAX_ROWS = 20;

/** Formats the resources, each with the command or request that ends it. `flags` repeat the deployment in commands. */
export function describeOrphanedResources(
  resources: OrphanedResources,
  tenantId: string,
  flags: string,
): string[] {
  const { administrators, clients, rotated, webhooks, invitations, imports, bulkActions } =
    resources;
  const client = ({ id, name, createdAt, createdBy, scopes }: ApiClient) =>
    `${id}  ${name}: ${scopes.join(' ')} (created ${createdAt} by ${createdBy.name})`;
  return [
    ...section('Administrators that they added or changed', administrators, (one) => [
      `${one.id}  ${one.email}: ${one.role}, ${one.status} (added ${one.createdAt} by ${one.createdBy.name})`,
      `  npm run admin -- remove-administrator ${tenantId} --id ${one.id} ${flags}`,
    ]),
    ...section('API clients that still get tokens', clients, (one) => [
      client(one),
      `  npm run admin -- remove-client ${tenantId} ${one.id} ${flags}`,
    ]),
    ...section(
      'API clients of others with a rotated secret, possibly rotated by them',
      rotated,
      (one) => [
        `${one.id}  ${one.name} (rotated ${one.rotatedAt ?? ''})`,
        `  npm run admin -- rotate-client ${tenantId} ${one.id} ${flags}, then revoke-previous-secret`,
      ],
    ),
    ...section('Webhooks that still receive events', webhooks, (one) => [
      `${one.id}  ${one.url}${one.enabled ? '' : ' (disabled)'}`,
      `  DELETE /v1/webhooks/${one.id}`,
    ]),
    ...section('Invitations that are still open', invitations, (one) => [
      `${one.id}  sent ${one.createdAt} by ${one.invitedBy.name}, open until ${one.expiresAt}`,
      `  POST /v1/invitations/${one.id}/revoke`,
    ]),
    ...section('Imports', imports, (one) => [
      `${one.id}  ${importStatusOf(one)}: ${one.created} of ${one.total} invited, started ${one.createdAt}`,
      ...(one.remaining > 0 ? [`  POST /v1/invitation-imports/${one.id}/cancel`] : []),
    ]),
    ...section('Bulk actions', bulkActions, (one) => [
      `${one.id}  ${one.action}, ${toBulkResource(one).status}: ${one.created} of ${one.total} done, started ${one.createdAt}`,
      ...(one.remaining > 0 ? [`  POST /v1/bulk-actions/${one.id}/cancel`] : []),
    ]),
  ];
}

function section<Row>(
  title: string,
  rows: readonly Row[],
  linesOf: (row: Row) => readonly string[],
): string[] {
  if (rows.length === 0) return [`${title}: none.`];
  const more = rows.length - MAX_ROWS;
  return [
    `${title}: ${rows.length}.`,
    ...rows.slice(0, MAX_ROWS).flatMap((row) => linesOf(row).map((text) => `  ${text}`)),
    ...(more > 0 ? [`  … and ${more} more. Use --json to list all of them.`] : []),
  ];
}

/** Reads the resources of a tenant from the table. */
export class DynamoOrphanedResourceReader implements OrphanedResourceReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  administrators(tenantId: string): Promise<readonly AddedAdministrator[]> {
    return new DynamoAdministratorList(this.#client, this.#tableName).list(tenantId);
  }

  clients(tenantId: string): Promise<readonly ApiClient[]> {
    return new DynamoApiClientStore(this.#client, this.#tableName).list(tenantId);
  }

  webhooks(tenantId: string): Promise<readonly Webhook[]> {
    return new DynamoWebhookReader(this.#client, this.#tableName).list(tenantId);
  }

  /** Reads the invitations that can still be accepted: about 2,000 in each query. */
  async pendingInvitations(tenantId: string, now: Date): Promise<readonly SentInvitation[]> {
    const { name, partitionKey } = INDEXES.byStatus;
    const invitations: SentInvitation[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :pending',
          FilterExpression: 'expiresAt > :now',
          ExpressionAttributeNames: { '#partition': partitionKey },
          ExpressionAttributeValues: {
            ':pending': statusPartition(tenantId, 'pending'),
            ':now': now.toISOString(),
          },
          ExclusiveStartKey: next,
        }),
      );
      for (const item of Items) {
        const { id, createdAt, expiresAt, invitedBy } = fromListedItem(item);
        invitations.push({ id, createdAt, expiresAt, invitedBy });
      }
      next = LastEvaluatedKey;
    } while (next !== undefined);
    return invitations;
  }

  // The stores only read here, so the retention of jobs (0) does not matter.
  imports(tenantId: string): Promise<readonly ImportSummary[]> {
    return allJobs(new DynamoImportStore(this.#client, this.#tableName, 0), tenantId);
  }

  bulkActions(tenantId: string): Promise<readonly BulkSummary[]> {
    return allJobs(new DynamoBulkActionStore(this.#client, this.#tableName, 0), tenantId);
  }
}

async function allJobs<Summary>(
  store: {
    list(tenantId: string, limit: number, after?: Position): Promise<JobPage<Summary>>;
  },
  tenantId: string,
): Promise<readonly Summary[]> {
  const jobs: Summary[] = [];
  let page = await store.list(tenantId, 100);
  jobs.push(...page.rows);
  while (page.next !== undefined) {
    page = await store.list(tenantId, 100, page.next);
    jobs.push(...page.rows);
  }
  return jobs;
}
