import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

import { batchGet, type ItemKey } from '../dynamodb/batch.ts';
import {
  externalAccountKey,
  type ExternalUser,
  externalUserSchema,
} from '../identity/external-users.ts';
import { digest } from '../platform/ids.ts';
import { type Application, applicationKey, applicationSchema } from '../records/application.ts';
import type { Customer } from '../records/customer.ts';
import { customerKey, fromCustomerItem } from '../records/customer-item.ts';
import type { Invitation } from '../records/invitation.ts';
import { fromInvitationItem, invitationKey } from '../records/invitation-item.ts';
import { type Preset, presetKey, presetSchema } from '../records/preset.ts';
import { tenantKey } from '../records/table.ts';
import { type Tenant, tenantFromItem } from '../records/tenant.ts';
import {
  fromSuppressionItem,
  type Suppression,
  suppressionKey,
} from '../suppressions/suppression.ts';
import { openCountKey } from './rate-limits.ts';

/** Identifies the records that a create request refers to, explicitly or implicitly. */
export interface ContextQuery {
  readonly tenantId: string;
  /** Normalized. */
  readonly address: string;
  readonly presetId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly customerId?: string | undefined;
  /** Set if the same request may have created this invitation before. */
  readonly invitationId?: string | undefined;
}

type Item = Readonly<Record<string, unknown>>;

/** The records that determine whether an invitation can be created. */
export interface InvitationContext {
  readonly tenant: Tenant | undefined;
  readonly preset: Preset | undefined;
  readonly application: Application | undefined;
  readonly customer: Customer | undefined;
  /** The suppression may have ended: see {@link isSuppressed}. */
  readonly suppression: Suppression | undefined;
  /** The user who signs in at an identity provider with this address. */
  readonly externalUser: ExternalUser | undefined;
  readonly earlier: Invitation | undefined;
  /** See {@link openCount}. */
  readonly open: Item | undefined;
}

export interface InvitationContextReader {
  read(query: ContextQuery): Promise<InvitationContext>;
}

/** Reads all records with one strongly consistent call to DynamoDB: 1 RRU for each requested item of up to 4 KB. */
export class DynamoInvitationContextReader implements InvitationContextReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** @throws {FoyerError} `temporarily_unavailable` if DynamoDB repeatedly leaves keys unprocessed */
  async read(query: ContextQuery): Promise<InvitationContext> {
    const { tenantId, presetId, applicationId, customerId, invitationId } = query;
    const keys = {
      tenant: tenantKey(tenantId),
      suppression: suppressionKey(query.address),
      externalUser: externalAccountKey(digest(query.address)),
      open: openCountKey(tenantId),
      ...(presetId !== undefined && { preset: presetKey(tenantId, presetId) }),
      ...(applicationId !== undefined && { application: applicationKey(tenantId, applicationId) }),
      ...(customerId !== undefined && { customer: customerKey(customerId) }),
      ...(invitationId !== undefined && { earlier: invitationKey(invitationId) }),
    } satisfies Partial<Record<keyof InvitationContext, ItemKey>>;
    const items = await batchGet(this.#client, this.#tableName, Object.values(keys), {
      consistent: true,
    });
    const as = <Value>(
      name: keyof InvitationContext,
      parse: (item: Item) => Value,
    ): Value | undefined => {
      const key = (keys as Partial<Record<keyof InvitationContext, ItemKey>>)[name];
      const item = items.find(({ pk, sk }) => pk === key?.pk && sk === key?.sk);
      return item && parse(item);
    };
    return {
      tenant: as('tenant', (item) => tenantFromItem(item)),
      preset: as('preset', (item) => presetSchema.parse(item)),
      application: as('application', (item) => applicationSchema.parse(item)),
      customer: as('customer', fromCustomerItem),
      suppression: as('suppression', fromSuppressionItem),
      externalUser: as('externalUser', (item) => externalUserSchema.parse(item)),
      earlier: as('earlier', fromInvitationItem),
      open: as('open', (item) => item),
    };
  }
}
