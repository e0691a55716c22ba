import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { type EndedInvitation, FoyerError } from '../platform/errors.ts';
import * as stored from '../platform/stored.ts';
import { tenantKey } from '../records/table.ts';
import { pageBranding, type Tenant } from '../records/tenant.ts';
import type { RulesInForce } from './rules-reader.ts';

/** The part of a tenant that determines whether the tokens of its users are accepted. */
const statusSchema = z.object({ status: stored.optionalText });

export interface TenantStatus {
  readonly suspended: boolean;
}

/** Reads the current status of a tenant. */
export interface TenantStatusReader {
  find(tenantId: string): Promise<TenantStatus | undefined>;
}

/** Reads tenants from DynamoDB with strong consistency and without caching. Does not require the tenant schema. */
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
 * Requires that the tenant is allowed to invite people, by any means. The operator of the installation can revoke this
 * permission permanently or temporarily.
 *
 * @throws {FoyerError} `forbidden` for a suspended tenant, `feature_not_available` without the customer portal
 */
export function requireInvitingAllowed(
  tenant: Pick<Tenant, 'status' | 'features'> | undefined,
): void {
  if (tenant === undefined) return;
  requireInvitingAllowedBy({ suspended: tenant.status === 'suspended', features: tenant.features });
}

/** Same as {@link requireInvitingAllowed}, for rules that were already read. */
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

/** Returns whether automatic emails can be sent to invitees. */
export function remindersAllowed({
  suspended,
  features,
}: Pick<RulesInForce, 'suspended' | 'features'>): boolean {
  return !suspended && features.customerPortal;
}

/** Returns the error for the holder of a link from a suspended tenant. Nobody can sign up, but the link stays valid. */
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
