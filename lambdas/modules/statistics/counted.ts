import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';

import { DAY, epochSecondsAfter } from '../platform/clock.ts';
import * as stored from '../platform/stored.ts';
import { CUSTOMER_STATUSES } from '../records/customer.ts';
import { DELIVERY_STATUSES } from '../records/invitation.ts';
import { RECORDS, TTL_ATTRIBUTE } from '../records/table.ts';

/**
 * The stages of an invitation: its final status, or the progress of its latest email. An expiry is counted when it is
 * recorded, about a minute later.
 */
export const INVITATION_STAGES = [
  'queued',
  'sent',
  'delivered',
  'bounced',
  'accepted',
  'declined',
  'expired',
  'revoked',
] as const;
type InvitationStage = (typeof INVITATION_STAGES)[number];

/** The records that are counted, with their possible states. Each record is in exactly one state. */
export const COUNTED_STATES = {
  customer: CUSTOMER_STATUSES,
  invitation: INVITATION_STAGES,
} as const;
export type CountedKind = keyof typeof COUNTED_STATES;

/** A record as it is counted: by its state and the day (UTC) on which it was created. */
export interface Counted {
  readonly tenantId: string;
  readonly kind: CountedKind;
  readonly day: string;
  readonly state: string;
}

/** The sort key of the total counts, without its prefix. */
export const ALL_DAYS = 'total';

/** Returns the partition of a tenant's counts. It contains an item for each day, and one for the total. */
export function countPartition(tenantId: string, kind: CountedKind): string {
  return `${RECORDS.count}#${tenantId}#${kind}`;
}

/** Returns the sort key of the counts of a day such as 2026-11-28, or of {@link ALL_DAYS}. */
export function countSortKey(day: string): string {
  return `${RECORDS.count}#${day}`;
}

/** The retention of the markers for counted changes, in milliseconds. It is longer than the retention of the stream. */
const REMEMBERED = 2 * DAY;

/** Returns the item that marks a change as counted. */
export function countedMark(changeId: string, at: Date): Record<string, unknown> {
  return {
    ...{ pk: `${RECORDS.counted}#${changeId}`, sk: RECORDS.counted },
    [TTL_ATTRIBUTE]: epochSecondsAfter(at.toISOString(), REMEMBERED),
  };
}

const STAGE_OF_DELIVERY = {
  none: 'queued',
  queued: 'queued',
  sent: 'sent',
  delayed: 'sent',
  delivered: 'delivered',
  complained: 'delivered',
  bounced: 'bounced',
  suppressed: 'bounced',
  failed: 'bounced',
} as const satisfies Record<(typeof DELIVERY_STATUSES)[number], InvitationStage>;

const customerSchema = z.object({
  tenantId: stored.text,
  createdAt: stored.time,
  status: z.enum(CUSTOMER_STATUSES),
});

const invitationSchema = z.object({
  tenantId: stored.text,
  createdAt: stored.time,
  status: z.enum(['pending', 'accepted', 'declined', 'revoked']),
  delivery: z.object({ status: z.enum(DELIVERY_STATUSES) }),
  expiredAt: stored.optionalText,
});

/**
 * Returns how a record is counted, or `undefined` for a kind that is not counted.
 *
 * @throws {z.core.$ZodError} if the item is not of its kind.
 */
export function countedOf(
  sk: string,
  item: Readonly<Record<string, unknown>> | undefined,
): Counted | undefined {
  if (item === undefined) return undefined;
  if (sk === RECORDS.customer) {
    const { tenantId, createdAt, status } = customerSchema.parse(item);
    return { tenantId, kind: 'customer', day: dayIn(createdAt), state: status };
  }
  if (sk === RECORDS.invitation) {
    const { tenantId, createdAt, ...invitation } = invitationSchema.parse(item);
    return { tenantId, kind: 'invitation', day: dayIn(createdAt), state: stageOf(invitation) };
  }
  return undefined;
}

function stageOf({
  status,
  delivery,
  expiredAt,
}: Omit<z.output<typeof invitationSchema>, 'tenantId' | 'createdAt'>): InvitationStage {
  if (status !== 'pending') return status;
  return expiredAt === undefined ? STAGE_OF_DELIVERY[delivery.status] : 'expired';
}

function dayIn(iso: string): string {
  return iso.slice(0, 10);
}

/** A period of days (UTC) such as 2026-11-28, both inclusive. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** The number of records in each state. */
export type StateCounts<Kind extends CountedKind> = Record<
  (typeof COUNTED_STATES)[Kind][number],
  number
>;

const itemSchema = z.record(stored.text, z.unknown());

/** Reads counts, which are updated from the stream about a second after the table. */
export class DynamoCountReader {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(client: DynamoDBDocumentClient, tableName: string) {
    this.#client = client;
    this.#tableName = tableName;
  }

  /** Adds up the days of a period, or reads the total counts: one query, half a read unit for about 30 days. */
  async count<Kind extends CountedKind>(
    tenantId: string,
    kind: Kind,
    { from, to }: Period = { from: ALL_DAYS, to: ALL_DAYS },
  ): Promise<StateCounts<Kind>> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ':pk': countPartition(tenantId, kind),
          ':from': countSortKey(from),
          ':to': countSortKey(to),
        },
      }),
    );
    const days = Items.map((item) => itemSchema.parse(item));
    const states: readonly string[] = COUNTED_STATES[kind];
    // The states of a kind are the keys.
    return Object.fromEntries(
      states.map((state) => [state, Math.max(0, sumOf(days.map((day) => day[state])))]),
    ) as StateCounts<Kind>;
  }
}

function sumOf(values: readonly unknown[]): number {
  return values.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : 0), 0);
}
