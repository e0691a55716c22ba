import type { CreatedFilters, ListPage, PageQuery } from '../dynamodb/list-source.ts';
import type { OneOrMore } from '../dynamodb/several.ts';
import type { DELIVERY_STATUSES, InvitationStatus, InvitationSummary } from './invitation.ts';
import { INVITATION_KINDS } from '../platform/kinds.ts';

export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** What a list of invitations is narrowed down to: all of it applies. */
export interface InvitationFilters extends CreatedFilters {
  readonly status?: OneOrMore<InvitationStatus> | undefined;
  readonly delivery?: OneOrMore<DeliveryStatus> | undefined;
  readonly kind?: (typeof INVITATION_KINDS)[number] | undefined;
  readonly customerId?: string | undefined;
  /** How the address begins, in the form in which addresses are compared. */
  readonly email?: string | undefined;
  /** Beginnings of words of the names and the address. */
  readonly search?: string | undefined;
}

export interface ListQuery extends PageQuery {
  readonly tenantId: string;
  readonly filters: InvitationFilters;
  readonly now: Date;
}

export type InvitationPage = ListPage<InvitationSummary>;
