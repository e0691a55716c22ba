import type { DynamoDBRecord } from 'aws-lambda';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { invitationIdOf } from '../invitations/invitation-item.ts';
import type { MailMessage } from '../mail/mail-message.ts';
import { RECORDS } from '../shared/table.ts';

/** Something that happened, for those who listen on the event bus. Ids and states only: no address, no link. */
export interface DomainEvent {
  readonly type: string;
  readonly detail: {
    readonly version: 1;
    /** The same each time the same change is delivered: a consumer can tell a repeat by it. */
    readonly id: string;
    readonly tenantId: string;
    readonly time: string;
    readonly invitation?: {
      readonly id: string;
      readonly kind: string;
      readonly status: string;
      readonly delivery: string;
    };
    readonly customer?: { readonly id: string; readonly kind: string; readonly status: string };
  };
}

/** What must follow from one change of the table. */
export interface Consequences {
  readonly tenantId: string;
  readonly mail: MailMessage | undefined;
  readonly events: readonly DomainEvent[];
}

/** Only what the outbox needs: it never sees more of an invitation than this. */
const invitationImage = z
  .object({
    pk: z.string(),
    tenantId: z.string(),
    kind: z.string(),
    status: z.string(),
    delivery: z.object({ status: z.string(), sends: z.number() }),
    updatedAt: z.string(),
  })
  .transform(({ pk, ...image }) => ({ ...image, id: invitationIdOf(pk) }));
type InvitationImage = z.infer<typeof invitationImage>;

const customerImage = z.object({
  id: z.string(),
  tenantId: z.string(),
  kind: z.string(),
  status: z.string(),
  updatedAt: z.string(),
});
type CustomerImage = z.infer<typeof customerImage>;

const NOTHING: Omit<Consequences, 'tenantId'> = { mail: undefined, events: [] };

/** Reads what follows from a change, by comparing the record before and after. Removals have no consequences. */
export function consequencesOf(record: DynamoDBRecord): Consequences | undefined {
  const { NewImage, OldImage, Keys } = record.dynamodb ?? {};
  if (NewImage === undefined) return undefined;
  const eventId = record.eventID ?? '';
  switch (Keys?.['sk']?.S) {
    case RECORDS.invitation:
      return ofInvitation(
        eventId,
        read(invitationImage, NewImage),
        maybe(invitationImage, OldImage),
      );
    case RECORDS.customer:
      return ofCustomer(eventId, read(customerImage, NewImage), maybe(customerImage, OldImage));
    default:
      return undefined;
  }
}

function ofInvitation(
  eventId: string,
  after: InvitationImage,
  before: InvitationImage | undefined,
): Consequences {
  const asked =
    after.delivery.status === 'queued' && before?.delivery.sends !== after.delivery.sends;
  const detail = {
    version: 1,
    id: eventId,
    tenantId: after.tenantId,
    time: after.updatedAt,
    invitation: {
      id: after.id,
      kind: after.kind,
      status: publicStatus(after),
      delivery: after.delivery.status,
    },
  } as const;
  return {
    tenantId: after.tenantId,
    mail: asked ? { invitationId: after.id, send: after.delivery.sends } : undefined,
    events: invitationEvents(after, before).map((type) => ({
      type: `invitation.${type}`,
      detail: { ...detail, id: `${eventId}:${type}` },
    })),
  };
}

function invitationEvents(after: InvitationImage, before: InvitationImage | undefined): string[] {
  if (before === undefined) return ['created'];
  const types: string[] = [];
  if (after.delivery.sends > before.delivery.sends) types.push('resent');
  const ended = ['accepted', 'declined', 'revoked'].includes(after.status);
  if (ended && after.status !== before.status) types.push(after.status);
  // Queued is said by "created" and "resent", none by what ended the invitation.
  const moved =
    after.delivery.status !== before.delivery.status &&
    !['queued', 'none'].includes(after.delivery.status);
  if (moved) types.push(`delivery_${after.delivery.status}`);
  return types;
}

/** A claim is nobody's business outside. */
function publicStatus({ status }: InvitationImage): string {
  return status === 'accepting' ? 'pending' : status;
}

function ofCustomer(
  eventId: string,
  after: CustomerImage,
  before: CustomerImage | undefined,
): Consequences {
  if (before !== undefined) return { ...NOTHING, tenantId: after.tenantId };
  const type = 'customer.created';
  const detail = {
    version: 1,
    id: `${eventId}:${type}`,
    tenantId: after.tenantId,
    time: after.updatedAt,
    customer: { id: after.id, kind: after.kind, status: after.status },
  } as const;
  return { tenantId: after.tenantId, mail: undefined, events: [{ type, detail }] };
}

type Image = NonNullable<NonNullable<DynamoDBRecord['dynamodb']>['NewImage']>;

function read<Schema extends z.ZodType>(schema: Schema, image: Image): z.output<Schema> {
  // The two libraries describe the same JSON with types of their own.
  return schema.parse(unmarshall(image as Parameters<typeof unmarshall>[0]));
}

function maybe<Schema extends z.ZodType>(
  schema: Schema,
  image: Image | undefined,
): z.output<Schema> | undefined {
  return image === undefined ? undefined : read(schema, image);
}
