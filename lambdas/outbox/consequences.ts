import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';

import { contactEvents, contactImage, toEventContact } from '../modules/events/contact-events.ts';
import {
  type DomainEvent,
  EVENT_VERSION,
  type EventDetail,
  type EventType,
} from '../modules/events/events.ts';
import {
  invitationEvents,
  invitationImage,
  toEventInvitation,
} from '../modules/events/invitation-events.ts';
import { importIdOf, type ImportMessage } from '../modules/imports/import-item.ts';
import { type DueMail, laneOf, type MailLane } from '../modules/mail/mail-queue.ts';
import { SECOND } from '../modules/platform/clock.ts';
import { derivedId } from '../modules/platform/ids.ts';
import { RECORDS } from '../modules/records/table.ts';

/** A mail that is due, and in which queue it waits. */
export interface MailOrder {
  readonly message: DueMail;
  readonly lane: MailLane;
}

/** What must follow from one change of the table. */
export interface Consequences {
  readonly tenantId: string;
  readonly mail: MailOrder | undefined;
  /** Rows of an import that are to be worked off. */
  readonly rows?: readonly ImportMessage[];
  readonly events: readonly DomainEvent[];
}

const customerImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.enum(['customer', 'supplier']),
  status: z.string(),
  version: z.number().default(1),
  updatedAt: z.string(),
});

const webhookImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  updatedAt: z.string(),
  disabled: z.object({ reason: z.enum(['gone', 'failing']) }).optional(),
});

const administratorImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  delivery: z.object({ status: z.string(), sends: z.number() }),
});

const testEmailImage = z.object({ id: z.string(), tenantId: z.string() });

const importImage = z.object({
  pk: z.string(),
  tenantId: z.string(),
  chunks: z.number(),
  orders: z.number(),
  updatedAt: z.string(),
  offer: z.object({ dryRun: z.boolean(), total: z.number(), action: z.string().optional() }),
  outcome: z.object({
    created: z.number(),
    wouldCreate: z.number(),
    skipped: z.number(),
    error: z.number(),
    remaining: z.number(),
    canceledAt: z.string().optional(),
    resolving: z.boolean().optional(),
  }),
});

/** The service that removes items whose time is up (`userIdentity` of their stream records). */
const TTL_PRINCIPAL = 'dynamodb.amazonaws.com';

/** Reads what follows from a change, by comparing the record before and after. */
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
  if (after === undefined) return before && ofErasure(record, before);
  return {
    tenantId: after.tenantId,
    mail: orderedMail(after, before),
    events: invitationEvents(after, before).map((type) => {
      // Noting an expiry need not count as a change of the invitation.
      const time =
        type === 'invitation.expired' ? (after.expiredAt ?? after.updatedAt) : after.updatedAt;
      const invitation = toEventInvitation(type, after, time);
      return eventOf(record, type, after, time, { invitation });
    }),
  };
}

/** Each change asks for one mail at most: a link, or a code for which somebody waits. */
function orderedMail(
  after: z.output<typeof invitationImage>,
  before: z.output<typeof invitationImage> | undefined,
): MailOrder | undefined {
  const { id: invitationId, delivery, verification } = after;
  if (delivery.status === 'queued' && before?.delivery.sends !== delivery.sends)
    return { message: { invitationId, send: delivery.sends }, lane: laneOf(after) };
  if (verification !== undefined && verification.round !== before?.verification?.round)
    return { message: { invitationId, code: verification.round }, lane: 'single' };
  return undefined;
}

/** Somebody erased it. What DynamoDB's TTL removes is the end of a retention that was known all along. */
function ofErasure(
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

/** A new administrator, or a resend: the setup mail. The link is minted by the mailer. */
function ofAdministrator(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(administratorImage, record);
  if (after === undefined) return undefined;
  const { id: administratorId, tenantId, delivery } = after;
  const isDue = delivery.status === 'queued' && before?.delivery.sends !== delivery.sends;
  const message = { tenantId, administratorId, send: delivery.sends };
  return { tenantId, mail: isDue ? { message, lane: 'single' } : undefined, events: [] };
}

/** A preview that an administrator ordered for themselves. Only new ones come through the stream's filter. */
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

/** People who come and go only change what a customer counts: that is told of them. */
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

/** A new import, or one that was found lying still: whatever of it is finished already is not done again. */
function ofImport(record: DynamoDBRecord): Consequences | undefined {
  const { before, after } = imagesOf(importImage, record);
  if (after === undefined) return undefined;
  const importId = importIdOf(after.pk);
  const completed = after.outcome.remaining === 0 && before?.outcome.remaining !== 0;
  return {
    tenantId: after.tenantId,
    mail: undefined,
    rows: orderedChunks(after, before).map((chunk) => ({ importId, chunk })),
    events: completed && after.offer.action === undefined ? [ofCompletion(record, after)] : [],
  };
}

/** All chunks of a new order, or the one that is to be found next: a job whose rows come from a list grows chunk by chunk. */
function orderedChunks(
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

/** The id comes from the change: however often the stream hands it out, the event is the same. */
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
  // The catalogue knows which subject belongs to which type; the tests parse whatever is made here.
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

function imagesOf<Schema extends z.ZodType>(
  schema: Schema,
  { dynamodb }: DynamoDBRecord,
): Images<z.output<Schema>> {
  return {
    before: imageOf(schema, dynamodb?.OldImage),
    after: imageOf(schema, dynamodb?.NewImage),
  };
}

function imageOf<Schema extends z.ZodType>(
  schema: Schema,
  image: Image | undefined,
): z.output<Schema> | undefined {
  if (image === undefined) return undefined;
  // The two libraries describe the same JSON with types of their own.
  return schema.parse(unmarshall(image as Parameters<typeof unmarshall>[0]));
}
