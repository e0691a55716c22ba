import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ApiClient } from '../../lambdas/api-clients/api-client.ts';
import { DynamoApiClientStore } from '../../lambdas/api-clients/api-client-store.ts';
import { statusOf, type ImportSummary } from '../../lambdas/imports/import.ts';
import { DynamoImportStore } from '../../lambdas/imports/import-store.ts';
import { fromListedItem, statusPartition } from '../../lambdas/invitations/invitation-item.ts';
import type { InvitationSummary } from '../../lambdas/invitations/invitation.ts';
import { makersOf } from '../../lambdas/api-clients/makers.ts';
import { INDEXES } from '../../lambdas/shared/table.ts';
import type { Webhook } from '../../lambdas/webhooks/webhook.ts';
import { DynamoWebhookReader } from '../../lambdas/webhooks/webhook-reader.ts';

/** An invitation as its list shows it, without the address. */
export type SentInvitation = Pick<
  InvitationSummary,
  'id' | 'createdAt' | 'expiresAt' | 'invitedBy'
>;

/** What works on after the account of whoever made it is gone. */
export interface Leftovers {
  /** API clients that the person made, and those that were made by these. */
  readonly clients: readonly ApiClient[];
  /** API clients of others that got another secret: whoever asked for it was shown it, and that is noted nowhere. */
  readonly rotated: readonly ApiClient[];
  /** Webhooks that the person or such a client made or changed. */
  readonly webhooks: readonly Webhook[];
  /** Open invitations that the person or such a client sent. */
  readonly invitations: readonly SentInvitation[];
  /** Imports that the person or such a client started. */
  readonly imports: readonly ImportSummary[];
}

/** Reads all that a tenant has of a kind. */
export interface LeftoverReader {
  clients(tenantId: string): Promise<readonly ApiClient[]>;
  webhooks(tenantId: string): Promise<readonly Webhook[]>;
  pendingInvitations(tenantId: string, now: Date): Promise<readonly SentInvitation[]>;
  imports(tenantId: string): Promise<readonly ImportSummary[]>;
}

/** Finds what `userId` has left in a tenant, by its own hand or by that of its API clients. */
export async function leftoversOf(
  reader: LeftoverReader,
  {
    tenantId,
    userId,
    now,
  }: { readonly tenantId: string; readonly userId: string; readonly now: Date },
): Promise<Leftovers> {
  const [clients, webhooks, invitations, imports] = await Promise.all([
    reader.clients(tenantId),
    reader.webhooks(tenantId),
    reader.pendingInvitations(tenantId, now),
    reader.imports(tenantId),
  ]);
  const makers = makersOf(userId, clients);
  const isTheirs = (by: { readonly id: string } | undefined) =>
    by !== undefined && makers.has(by.id);
  return {
    clients: clients.filter(({ id }) => makers.has(id)),
    rotated: clients.filter(({ id, rotatedAt }) => !makers.has(id) && rotatedAt !== undefined),
    webhooks: webhooks.filter((one) => isTheirs(one.createdBy) || isTheirs(one.changedBy)),
    invitations: invitations.filter(({ invitedBy }) => isTheirs(invitedBy)),
    imports: imports.filter(({ createdBy }) => isTheirs(createdBy)),
  };
}

/** Names more than a person reads: the rest is in the answer as data. */
const SHOWN = 20;

/** What is left in words, with the command that removes each. `flags` say which Foyer the commands are for. */
export function describeLeftovers(left: Leftovers, tenantId: string, flags: string): string[] {
  const { clients, rotated, webhooks, invitations, imports } = left;
  const client = ({ id, name, createdAt, createdBy, scopes }: ApiClient) =>
    `${id}  ${name}: ${scopes.join(' ')} (made ${createdAt} by ${createdBy.name})`;
  return [
    ...section('API clients that still get tokens', clients, (one) => [
      client(one),
      `  npm run admin -- remove-client ${tenantId} ${one.id} ${flags}`,
    ]),
    ...section(
      'API clients of others whose secret was renewed, perhaps by them',
      rotated,
      (one) => [
        `${one.id}  ${one.name} (renewed ${one.rotatedAt ?? ''})`,
        `  npm run admin -- rotate-client ${tenantId} ${one.id} ${flags}, then end-earlier-secret`,
      ],
    ),
    ...section('Webhooks that still hear what happens', webhooks, (one) => [
      `${one.id}  ${one.url}${one.enabled ? '' : ' (off)'}`,
      `  DELETE /v1/webhooks/${one.id}`,
    ]),
    ...section('Invitations that are still open', invitations, (one) => [
      `${one.id}  sent ${one.createdAt} by ${one.invitedBy.name}, open until ${one.expiresAt}`,
      `  POST /v1/invitations/${one.id}/revoke`,
    ]),
    ...section('Imports', imports, (one) => [
      `${one.id}  ${statusOf(one)}: ${one.created} of ${one.total} invited, started ${one.createdAt}`,
      ...(one.remaining > 0 ? [`  POST /v1/invitation-imports/${one.id}/cancel`] : []),
    ]),
  ];
}

function section<Row>(
  title: string,
  rows: readonly Row[],
  linesOf: (row: Row) => readonly string[],
): string[] {
  if (rows.length === 0) return [`${title}: none.`];
  const more = rows.length - SHOWN;
  return [
    `${title}: ${rows.length}.`,
    ...rows.slice(0, SHOWN).flatMap((row) => linesOf(row).map((text) => `  ${text}`)),
    ...(more > 0 ? [`  … and ${more} more: --json names them all.`] : []),
  ];
}

/** What a tenant has, from the table. */
export class DynamoLeftoverReader implements LeftoverReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  clients(tenantId: string): Promise<readonly ApiClient[]> {
    return new DynamoApiClientStore(this.#client, this.#tableName).list(tenantId);
  }

  webhooks(tenantId: string): Promise<readonly Webhook[]> {
    return new DynamoWebhookReader(this.#client, this.#tableName).list(tenantId);
  }

  /** All that can still be accepted: about 3,000 in each query. */
  async pendingInvitations(tenantId: string, now: Date): Promise<readonly SentInvitation[]> {
    const { name, partitionKey, sortKey } = INDEXES.byExpiry;
    const invitations: SentInvitation[] = [];
    let next: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await this.#client.send(
        new QueryCommand({
          TableName: this.#tableName,
          IndexName: name,
          KeyConditionExpression: '#partition = :pending AND #expiry > :now',
          ExpressionAttributeNames: { '#partition': partitionKey, '#expiry': sortKey },
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

  async imports(tenantId: string): Promise<readonly ImportSummary[]> {
    // Nothing is written here, so how long one is kept does not matter.
    const store = new DynamoImportStore(this.#client, this.#tableName, 0);
    const imports: ImportSummary[] = [];
    let page = await store.list(tenantId, 100);
    imports.push(...page.rows);
    while (page.next !== undefined) {
      page = await store.list(tenantId, 100, page.next);
      imports.push(...page.rows);
    }
    return imports;
  }
}
