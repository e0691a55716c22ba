import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod/mini';

import { contactEvents, contactImage, toEventContact } from '../modules/events/contact-events.ts';
import { EVENT_VERSION, type EventType } from '../modules/events/event-types.ts';
import { type DomainEvent, type EventDetail } from '../modules/events/events.ts';
import {
  invitationEvents,
  invitationImage,
  toEventInvitation,
} from '../modules/events/invitation-events.ts';
import { importIdOf, type ImportMessage } from '../modules/imports/import-item.ts';
import { type DueMail, type MailLane, mailLaneOf } from '../modules/mail/mail-queue.ts';
import { SECOND } from '../modules/platform/clock.ts';
import { derivedId } from '../modules/platform/ids.ts';
import * as stored from '../modules/platform/stored.ts';
import { RECORDS } from '../modules/records/table.ts';

/** A due email and its queue. */
export interface MailOrder {
  readonly message: DueMail;
  readonly lane: MailLane;
}

/** The consequences of a change to the table. */
export interface Consequences {
  readonly tenantId: string;
  readonly mail: MailOrder | undefined;
  /** The chunks of an import to process. */
  readonly rows?: readonly ImportMessage[];
  readonly events: readonly DomainEvent[];
}

const customerImage = z.object({
  id: stored.text,
  tenantId: stored.text,
  kind: z.enum(['customer', 'supplier']),
  status: stored.text,
  version: z._default(z.number(), 1),
  updatedAt: stored.text,
});

const webhookImage = z.object({
  id: stored.text,
  tenantId: stored.text,
  updatedAt: stored.text,
  disabled: z.optional(z.object({ reason: z.enum(['gone', 'failing']) })),
});

const administratorImage = z.object({
  id: stored.text,
  tenantId: stored.text,
  delivery: z.object({ status: stored.text, sends: z.number() }),
});

const testEmailImage = z.object({ id: stored.text, tenantId: stored.text });

const importImage = z.object({
  pk: stored.text,
  tenantId: stored.text,
  chunks: z.number(),
  orders: z.number(),
  updatedAt: stored.text,
  offer: z.object({ dryRun: stored.flag, total: z.number(), action: stored.optionalText }),
  outcome: z.object({
    created: z.number(),
    wouldCreate: z.number(),
    skipped: z.number(),
    error: z.number(),
    remaining: z.number(),
    canceledAt: stored.optionalText,
    resolving: stored.optionalFlag,
  }),
});

/** The principal that removes items with TTL (`userIdentity` of their stream records). */
const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/** Returns the consequences of a change, by comparing the item before and after it. */
export function consequencesOf(record: DynamoDBRecord): Consequences | undefined {
  const sortKey = record.dynamodb?.Keys?.['sk']?.S ?? '';
  if (sortKey === RECORDS.invitation) return ofInvitation(record);
  if (sortKey === RECORDS.customer) return ofCustomer(record);
  if (sortKey.startsWith(`${RECORDS.contact}#`)) return ofContact(record);
  if (sortKey.startsWith(`${RECORDS.administrator}#`)) return ofAdministrator(record);
  if (sortKey.startsWith(`${RECORDS.testEmail}#`)) return ofTestEmail(record);
  if (sortKey === RECORDS.import) return ofImport(record);
  if (sortKey.startsWith(`${RECORDS.webhook}#`)) return ofWebhook(record);
  return undefined;
}

function ofInvitation(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(invitationImage, record);
  if (after === undefined) return before && ofDeletion(record, before);
  return {
    tenantId: after.tenantId,
    mail: requestedMail(after, before),
    events: invitationEvents(after, before).map((type) => {
      // Recording an expiry does not have to count as an update of the invitation.
      const time =
        type === 'invitation.expired' ? (after.expiredAt ?? after.updatedAt) : after.updatedAt;
      const invitation = toEventInvitation(type, after, time);
      return eventOf(record, type, after, time, { invitation });
    }),
  };
}

/**
 * Returns the email that a change requests. A change requests at most one: a link, or a code that someone is waiting
 * for.
 */
function requestedMail(
  after: z.output<typeof invitationImage>,
  before: z.output<typeof invitationImage> | undefined,
): MailOrder | undefined {
  const { id: invitationId, delivery, verification } = after;
  if (delivery.status === 'queued' && before?.delivery.sends !== delivery.sends)
    return { message: { invitationId, send: delivery.sends }, lane: mailLaneOf(after) };
  if (verification !== undefined && verification.round !== before?.verification?.round)
    return { message: { invitationId, code: verification.round }, lane: 'single' };
  return undefined;
}

/** Returns the event for a deletion. Removal by TTL is only the end of a known retention period and has no event. */
function ofDeletion(
  record: DynamoDBRecord,
  before: z.output<typeof invitationImage>,
): Consequences | undefined {
  const { userIdentity } = record as { userIdentity?: { principalId?: string } };
  if (userIdentity?.principalId === TTL_PRINCIPAL) return undefined;
  const type = 'invitation.deleted';
  const seconds = record.dynamodb?.ApproximateCreationDateTime;
  const time = seconds === undefined ? before.updatedAt : new Date(seconds * SECOND).toISOString();
  const invitation = toEventInvitation(type, before, time);
  return {
    tenantId: before.tenantId,
    mail: undefined,
    events: [eventOf(record, type, before, time, { invitation })],
  };
}

/** Returns the setup email for a new administrator or a resend. The mailer generates the link. */
function ofAdministrator(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(administratorImage, record);
  if (after === undefined) return undefined;
  const { id: administratorId, tenantId, delivery } = after;
  const isDue = delivery.status === 'queued' && before?.delivery.sends !== delivery.sends;
  const message = { tenantId, administratorId, send: delivery.sends };
  return { tenantId, mail: isDue ? { message, lane: 'single' } : undefined, events: [] };
}

/** Returns the preview that an administrator requested. The stream filter passes only new ones. */
function ofTestEmail(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(testEmailImage, record);
  if (after === undefined || before !== undefined) return undefined;
  const { tenantId, id: testEmailId } = after;
  return { tenantId, mail: { message: { tenantId, testEmailId }, lane: 'single' }, events: [] };
}

function ofCustomer(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(customerImage, record);
  if (after === undefined) return undefined;
  const { id, kind, status } = after;
  const type = customerEvent(after, before);
  const subject = { customer: { id, kind, status } };
  return {
    tenantId: after.tenantId,
    mail: undefined,
    events: type === undefined ? [] : [eventOf(record, type, after, after.updatedAt, subject)],
  };
}

function ofContact(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(contactImage, record);
  if (after === undefined) return undefined;
  const contact = toEventContact(after);
  return {
    tenantId: after.tenantId,
    mail: undefined,
    events: contactEvents(after, before).map((type) =>
      eventOf(record, type, after, after.updatedAt, { contact }),
    ),
  };
}

/**
 * Returns the event for a change to a customer. Changes to only its counts have no event, because the contacts that
 * join or leave have their own.
 */
function customerEvent(
  after: z.output<typeof customerImage>,
  before: z.output<typeof customerImage> | undefined,
): EventType | undefined {
  if (before === undefined) return 'customer.created';
  if (after.status === before.status)
    return after.version === before.version ? undefined : 'customer.updated';
  if (after.status === 'active') return 'customer.activated';
  return after.status === 'suspended' ? 'customer.suspended' : 'customer.updated';
}

/**
 * Returns the chunks to process for a new or stalled import, and the event for a completed one. Chunks that are already
 * finished are not processed again.
 */
function ofImport(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(importImage, record);
  if (after === undefined) return undefined;
  const importId = importIdOf(after.pk);
  const completed = after.outcome.remaining === 0 && before?.outcome.remaining !== 0;
  return {
    tenantId: after.tenantId,
    mail: undefined,
    rows: requestedChunks(after, before).map((chunk) => ({ importId, chunk })),
    events: completed && after.offer.action === undefined ? [ofCompletion(record, after)] : [],
  };
}

/**
 * Returns all chunks for a new request, or the next one to be found: a job whose rows come from a list grows chunk by
 * chunk.
 */
function requestedChunks(
  { chunks, orders, outcome }: z.output<typeof importImage>,
  before: z.output<typeof importImage> | undefined,
): number[] {
  const last = outcome.resolving === true ? chunks + 1 : chunks;
  if (orders !== before?.orders) return Array.from({ length: last }, (_, index) => index + 1);
  return last > chunks && chunks > before.chunks ? [last] : [];
}

function ofCompletion(record: DynamoDBRecord, after: z.output<typeof importImage>): DomainEvent {
  const { created, wouldCreate, skipped, error, canceledAt } = after.outcome;
  const { dryRun, total } = after.offer;
  const status = canceledAt === undefined ? 'completed' : 'canceled';
  return eventOf(record, 'import.completed', after, after.updatedAt, {
    invitationImport: {
      id: importIdOf(after.pk),
      status,
      ...{ dryRun, total },
      created,
      wouldCreate,
      skipped,
      error,
    },
  });
}

function ofWebhook(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(webhookImage, record);
  if (after?.disabled === undefined || before?.disabled !== undefined) return undefined;
  const webhook = { id: after.id, reason: after.disabled.reason };
  return {
    tenantId: after.tenantId,
    mail: undefined,
    events: [eventOf(record, 'webhook.disabled', after, after.updatedAt, { webhook })],
  };
}

/** Creates an event. Its ID is derived from the change, so it is the same each time the stream delivers the change. */
function eventOf(
  { eventID = '' }: DynamoDBRecord,
  type: EventType,
  { tenantId }: { readonly tenantId: string },
  time: string,
  subject: Partial<
    Record<'invitation' | 'customer' | 'contact' | 'invitationImport' | 'webhook', object>
  >,
): DomainEvent {
  const id = derivedId('evt', eventID, type);
  // The event catalog defines the subject of each type. The tests parse all events that are created here.
  return {
    type,
    detail: { version: EVENT_VERSION, id, tenantId, time, ...subject } as EventDetail,
  };
}

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

interface Images<T> {
  readonly before: T | undefined;
  readonly after: T | undefined;
}

function imagesOf<Schema extends z.ZodMiniType>(
  schema: Schema,
  { dynamodb }: DynamoDBRecord,
): Images<z.output<Schema>> {
  return {
    before: imageOf(schema, dynamodb?.OldImage),
    after: imageOf(schema, dynamodb?.NewImage),
  };
}

function imageOf<Schema extends z.ZodMiniType>(
  schema: Schema,
  image: Image | undefined,
): z.output<Schema> | undefined {
  if (image === undefined) return undefined;
  // The two libraries have different types for the same JSON.
  return schema.parse(unmarshall(image as Parameters<typeof unmarshall>[0]));
}
