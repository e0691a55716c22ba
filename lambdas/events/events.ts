import * as z from 'zod';
import { CONTACT_ROLES, CONTACT_STATUSES, type ContactStatus } from '../customers/contact.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../invitations/invitation.ts';
import { INVITATION_KINDS } from '../shared/kinds.ts';

/** Who says it, on the event bus. */
export const EVENT_SOURCE = 'foyer';

/**
 * The version of what an event carries. Fields may be added and types of events may come without a new version. It rises
 * when a field goes, changes its meaning or its type; then both versions are sent side by side for a while.
 */
export const EVENT_VERSION = 1;

/** Long enough for every id of Foyer's and of Cognito's: an event stays small, whatever happens. */
const id = (description: string) => z.string().min(1).max(100).describe(description);

const envelope = {
  version: z.literal(EVENT_VERSION).describe('The version of these fields.'),
  id: id('Of the event: the same each time the same event arrives, on the bus and at a webhook.'),
  tenantId: id('Whose it is.'),
  time: z.iso.datetime().describe('When it happened: ISO 8601 in UTC, with milliseconds.'),
};

const status = z.enum(INVITATION_STATUSES);
const delivery = z.enum(DELIVERY_STATUSES);
const kind = z.enum(INVITATION_KINDS);

/** What an event of an invitation must say; other fields may have any of their values. */
interface Said {
  readonly status?: z.ZodType<z.infer<typeof status>>;
  readonly delivery?: z.infer<typeof delivery>;
}

function invitationShape(said: Said = {}) {
  return {
    id: id('Of the invitation.'),
    kind,
    status: (said.status ?? status).describe(
      'After the change; `expired` from the second on in which it is.',
    ),
    delivery: (said.delivery === undefined ? delivery : z.literal(said.delivery)).describe(
      'What became of its mail.',
    ),
    importId: id('Of the import that made it, if one did.').optional(),
  };
}

function ofInvitation(said?: Said) {
  return z.strictObject({ ...envelope, invitation: z.strictObject(invitationShape(said)) });
}

/** Of an invitation whose mail moved on. */
function ofDelivery(said: z.infer<typeof delivery>) {
  return ofInvitation({ delivery: said });
}

const pending = z.literal('pending');

const accepted = z.strictObject({
  ...envelope,
  invitation: z.strictObject({
    ...invitationShape({ status: z.literal('accepted') }),
    customerId: id('Of the customer that it made, or added somebody to.'),
    userId: id('Of the account.'),
  }),
});

const customer = (status: z.ZodType<string>, description: string) =>
  z.strictObject({
    ...envelope,
    customer: z.strictObject({
      id: id('Of the customer.'),
      kind,
      status: status.describe(description),
    }),
  });

const anyStatus = z.string().min(1).max(40);

function ofContact(said: z.ZodType<ContactStatus> = z.enum(CONTACT_STATUSES)) {
  return z.strictObject({
    ...envelope,
    contact: z.strictObject({
      id: id('Of the contact.'),
      customerId: id('Of the customer that the person belongs to.'),
      role: z.enum(CONTACT_ROLES),
      status: said.describe('After the change.'),
    }),
  });
}

const rows = (description: string) => z.int().min(0).describe(description);

const importCompleted = z.strictObject({
  ...envelope,
  import: z.strictObject({
    id: id('Of the import.'),
    status: z.enum(['completed', 'canceled']),
    dryRun: z.boolean().describe('Whether it only found out what would happen.'),
    total: rows('How many rows it has.'),
    created: rows('Rows whose person was invited.'),
    wouldCreate: rows('In a dry run: rows whose person would be invited.'),
    skipped: rows('Rows for which there was nothing to do.'),
    error: rows('Rows that could not be carried out as they are.'),
  }),
});

const webhookId = id('Of the webhook.');

/** Everything that Foyer tells, by type: when, and with which fields. Ids and states only: no address, no name, no link. */
export const EVENTS = {
  'invitation.created': {
    when: 'Somebody was invited.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.resent': {
    when: 'An administrator had a new link mailed; older links are dead.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.renewed': {
    when: 'The invited person asked for a new link from an expired one.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.reminded': {
    when: 'A reminder was ordered; older links stay alive.',
    detail: ofInvitation(),
  },
  'invitation.link_created': {
    when: 'An administrator was given a link to hand over.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.accepted': { when: 'The invited person signed up.', detail: accepted },
  'invitation.declined': {
    when: 'The invited person said no.',
    detail: ofInvitation({ status: z.literal('declined') }),
  },
  'invitation.revoked': {
    when: 'An administrator took it back.',
    detail: ofInvitation({ status: z.literal('revoked') }),
  },
  'invitation.expired': {
    when: 'Its time ran out; told within minutes.',
    detail: ofInvitation({ status: z.literal('expired') }),
  },
  'invitation.deleted': {
    when: 'An administrator erased it. Not sent when it is erased at the end of its retention.',
    detail: ofInvitation(),
  },
  'invitation.delivery_sent': { when: 'Amazon SES took its mail.', detail: ofDelivery('sent') },
  'invitation.delivery_delivered': {
    when: 'The recipient’s server took its mail.',
    detail: ofDelivery('delivered'),
  },
  'invitation.delivery_delayed': {
    when: 'The recipient’s server does not take its mail yet; SES goes on trying.',
    detail: ofDelivery('delayed'),
  },
  'invitation.delivery_bounced': {
    when: 'The recipient’s server refused its mail for good.',
    detail: ofDelivery('bounced'),
  },
  'invitation.delivery_complained': {
    when: 'The recipient reported its mail as spam.',
    detail: ofDelivery('complained'),
  },
  'invitation.delivery_suppressed': {
    when: 'No mail went out: the address bounced or complained before.',
    detail: ofDelivery('suppressed'),
  },
  'invitation.delivery_failed': {
    when: 'Its mail could not be sent; the invitation tells administrators why.',
    detail: ofDelivery('failed'),
  },
  'import.completed': {
    when: 'The last row of an import was finished, of a dry run or a cancelled one too.',
    detail: importCompleted,
  },
  'customer.created': {
    when: 'A customer or supplier has come to be.',
    detail: customer(anyStatus, '`active` once somebody can sign in.'),
  },
  'customer.updated': {
    when: 'Something that is said about it changed, or it waits: for whom it was invited, or for somebody at all.',
    detail: customer(anyStatus, 'After the change.'),
  },
  'customer.activated': {
    when: 'Its people can sign in.',
    detail: customer(z.literal('active'), 'After the change.'),
  },
  'customer.suspended': {
    when: 'None of its people gets a token any more.',
    detail: customer(z.literal('suspended'), 'After the change.'),
  },
  'contact.created': { when: 'A customer got a further person.', detail: ofContact() },
  'contact.invited': {
    when: 'A person of a customer was invited, for the first time or after an invitation that had ended.',
    detail: ofContact(z.literal('invited')),
  },
  'contact.joined': {
    when: 'A person of a customer has an account now.',
    detail: ofContact(z.literal('active')),
  },
  'contact.updated': {
    when: 'Something about a person of a customer was changed: the role, the address, a name.',
    detail: ofContact(),
  },
  'contact.removed': {
    when: 'A person of a customer was removed: nobody signs in as it any more.',
    detail: ofContact(z.literal('removed')),
  },
  'webhook.disabled': {
    when: 'Foyer turned a webhook off: it answered 410, or failed for days.',
    detail: z.strictObject({
      ...envelope,
      webhook: z.strictObject({
        id: webhookId,
        reason: z.enum(['gone', 'failing']).describe('`gone`: it answered 410.'),
      }),
    }),
  },
  'webhook.test': {
    when: 'An administrator tries a webhook. Sent to that webhook only, never on the bus.',
    detail: z.strictObject({ ...envelope, webhook: z.strictObject({ id: webhookId }) }),
  },
} as const satisfies Record<string, { readonly when: string; readonly detail: z.ZodType }>;

export type EventType = keyof typeof EVENTS;
export type EventDetail<Type extends EventType = EventType> = z.infer<
  (typeof EVENTS)[Type]['detail']
>;

export const EVENT_TYPES = Object.keys(EVENTS) as readonly EventType[];

/** Something that happened, for those who listen. */
export interface DomainEvent {
  readonly type: EventType;
  readonly detail: EventDetail;
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(EVENTS, type);
}
