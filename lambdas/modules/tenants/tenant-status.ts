import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';

import { type EndedInvitation, FoyerError } from '../platform/errors.ts';
import { tenantKey } from '../records/table.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';
import type { RulesInForce } from './tenant-rules.ts';

/** The part of a tenant that decides whether a token of one of its people counts. */
const statusSchema = z.object({ status: z.string().optional() });

export interface TenantStatus {
  readonly suspended: boolean;
}

/** Reads how a tenant stands at this moment. */
export interface TenantStatusReader {
  find(tenantId: string): Promise<TenantStatus | undefined>;
}

/** Tenants in DynamoDB, strongly consistent and never remembered. It brings no schema of a tenant along. */
export class DynamoTenantStatusReader implements TenantStatusReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  async find(tenantId: string): Promise<TenantStatus | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#tableName,
        Key: tenantKey(tenantId),
        ConsistentRead: true,
        ProjectionExpression: 'pk, #status',
        ExpressionAttributeNames: { '#status': 'status' },
      }),
    );
    if (Item === undefined) return undefined;
    return { suspended: statusSchema.parse(Item).status === 'suspended' };
  }
}

/**
 * Inviting, in whatever way: the operator of the installation can take it away for good, or for a while.
 *
 * @throws {FoyerError} `forbidden` for a tenant that is suspended, `feature_not_available` without the customer portal
 */
export function requireInvitingAllowed(
  tenant: Pick<Tenant, 'status' | 'features'> | undefined,
): void {
  if (tenant === undefined) return;
  requireInvitingAllowedBy({ suspended: tenant.status === 'suspended', features: tenant.features });
}

/** As {@link requireInvitingAllowed}, of rules that have been read. */
export function requireInvitingAllowedBy({
  suspended,
  features,
}: Pick<RulesInForce, 'suspended' | 'features'>): void {
  if (suspended)
    throw new FoyerError('forbidden', 'This company is suspended and cannot send invitations.');
  if (!features.customerPortal)
    throw new FoyerError(
      'feature_not_available',
      'This company has no customer portal and cannot send invitations. Contact the operator of Foyer to enable it.',
    );
}

/** Whether mails to invitees may go out, that nobody presses a button for. */
export function remindersAllowed({
  suspended,
  features,
}: Pick<RulesInForce, 'suspended' | 'features'>): boolean {
  return !suspended && features.customerPortal;
}

/** What whoever holds a link of a suspended tenant is told: nobody is let in, and the link is not used up. */
export function signUpClosed(locale: string, tenant?: Tenant): FoyerError {
  const ended: EndedInvitation = {
    locale,
    ...(tenant !== undefined && { tenant: { name: tenant.name, branding: pageBranding(tenant) } }),
  };
  return new FoyerError(
    'feature_not_available',
    'The company that invited you is not accepting sign-ups at the moment. Ask your contact there, and keep the link: it may work again later.',
    { ended },
  );
}

/** @throws {FoyerError} `feature_not_available` */
export function requireSignUpOpen(
  { suspended }: Pick<RulesInForce, 'suspended'>,
  { locale }: { readonly locale: string },
): void {
  if (suspended) throw signUpClosed(locale);
}

/**
 * Reads again, right before somebody is let in for good: the tenant may have been suspended since the acceptance began.
 *
 * @throws {FoyerError} `feature_not_available`
 */
export async function requireSignUpStillOpen(
  tenantStatuses: TenantStatusReader,
  { tenantId, locale }: { readonly tenantId: string; readonly locale: string },
): Promise<void> {
  requireSignUpOpen(
    { suspended: (await tenantStatuses.find(tenantId))?.suspended === true },
    { locale },
  );
}
