import * as z from 'zod';
import type { Order } from '../shared/table.ts';
import type {
  DELIVERY_STATUSES,
  INVITATION_KINDS,
  InvitationStatus,
  InvitationSummary,
} from './invitation.ts';

/** What a list of invitations is narrowed down to: all of it applies. */
export interface InvitationFilters {
  readonly status?: InvitationStatus | undefined;
  readonly delivery?: (typeof DELIVERY_STATUSES)[number] | undefined;
  readonly kind?: (typeof INVITATION_KINDS)[number] | undefined;
  readonly customerId?: string | undefined;
  /** How the address begins, in the form in which addresses are compared. */
  readonly email?: string | undefined;
  /** Created later than this, ISO 8601 UTC with milliseconds. */
  readonly createdAfter?: string | undefined;
  /** Created earlier than this, ISO 8601 UTC with milliseconds. */
  readonly createdBefore?: string | undefined;
}

export interface ListQuery {
  readonly tenantId: string;
  readonly filters: InvitationFilters;
  readonly order: Order;
  readonly limit: number;
  readonly now: Date;
  readonly after?: ListPosition | undefined;
}

/** Where a page ended: a row, by its id and its sort key. The row itself need not exist any more. */
export const listPositionSchema = z.object({ id: z.string(), sort: z.string() });
export type ListPosition = z.infer<typeof listPositionSchema>;

export interface InvitationPage {
  readonly rows: InvitationSummary[];
  readonly next: ListPosition | undefined;
}
