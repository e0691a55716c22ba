import * as z from 'zod/mini';

import { INVITATION_KINDS } from '../platform/form-fields.ts';
import { CONTACT_ROLES, CONTACT_STATUSES, type ContactStatus } from '../records/contact.ts';
import { DELIVERY_STATUSES, INVITATION_STATUSES } from '../records/invitation.ts';
import { EVENT_VERSION, type EventType } from './event-types.ts';

/** An ID. The maximum length fits all Foyer and Cognito IDs, and keeps events small. */
const id = (description: string) =>
  z.string().check(z.minLength(1), z.maxLength(100), z.describe(description));

const envelope = {
  version: z.literal(EVENT_VERSION).check(z.describe('The version of the event format.')),
  id: id(
    'The ID of the event. It is the same on the event bus and in webhooks, and in every retry.',
  ),
  tenantId: id('The ID of the tenant.'),
  time: z.iso
    .datetime()
    .check(z.describe('The time of the event, in ISO 8601, UTC, with milliseconds.')),
};

const status = z.enum(INVITATION_STATUSES);
const delivery = z.enum(DELIVERY_STATUSES);
const kind = z.enum(INVITATION_KINDS);

/** The values that are fixed for a type of invitation event. All other fields can have any valid value. */
interface FixedValues {
  readonly status?: z.ZodMiniType<z.infer<typeof status>>;
  readonly delivery?: z.infer<typeof delivery>;
}

function invitationShape(fixed: FixedValues = {}) {
  return {
    id: id('The ID of the invitation.'),
    kind,
    status: (fixed.status ?? status).check(
      z.describe('The status after the change. `expired` is exact to the second.'),
    ),
    delivery: (fixed.delivery === undefined ? delivery : z.literal(fixed.delivery)).check(
      z.describe('The delivery status of the latest email.'),
    ),
    importId: z.optional(id('The ID of the import that created the invitation, if any.')),
  };
}

function ofInvitation(fixed?: FixedValues) {
  return z.strictObject({
    ...envelope,
    invitation: z.strictObject(invitationShape(fixed)).check(z.describe('The invitation.')),
  });
}

/** Returns the schema of an event about the delivery status of an invitation. */
function ofDelivery(fixed: z.infer<typeof delivery>) {
  return ofInvitation({ delivery: fixed });
}

const pending = z.literal('pending');

const accepted = z.strictObject({
  ...envelope,
  invitation: z
    .strictObject({
      ...invitationShape({ status: z.literal('accepted') }),
      customerId: id('The ID of the customer that was created or joined.'),
      userId: id('The ID of the user.'),
    })
    .check(z.describe('The invitation.')),
});

const customer = (status: z.ZodMiniType<string>, description: string) =>
  z.strictObject({
    ...envelope,
    customer: z
      .strictObject({
        id: id('The ID of the customer.'),
        kind,
        status: status.check(z.describe(description)),
      })
      .check(z.describe('The customer.')),
  });

const anyStatus = z.string().check(z.minLength(1), z.maxLength(40));

function ofContact(fixed: z.ZodMiniType<ContactStatus> = z.enum(CONTACT_STATUSES)) {
  return z.strictObject({
    ...envelope,
    contact: z
      .strictObject({
        id: id('The ID of the contact.'),
        customerId: id('The ID of the customer that the contact belongs to.'),
        role: z.enum(CONTACT_ROLES),
        status: fixed.check(z.describe('The status after the change.')),
      })
      .check(z.describe('The contact.')),
  });
}

const rows = (description: string) => z.int().check(z.minimum(0), z.describe(description));

const importCompleted = z.strictObject({
  ...envelope,
  invitationImport: z
    .strictObject({
      id: id('The ID of the import.'),
      status: z
        .enum(['completed', 'canceled'])
        .check(z.describe('The final status of the import.')),
      dryRun: z
        .boolean()
        .check(z.describe('Indicates whether the import was a dry run, which changes nothing.')),
      total: rows('The number of rows.'),
      created: rows('Rows for which an invitation was created.'),
      wouldCreate: rows('In a dry run, rows for which an invitation would be created.'),
      skipped: rows('Rows that were skipped.'),
      error: rows('Rows with an error.'),
    })
    .check(z.describe('The import.')),
});

const webhookId = id('The ID of the webhook.');

/**
 * All event types, with the fields of each event and when it is sent. Events contain only IDs and states, and no
 * addresses, names, or links.
 */
export const EVENTS = {
  'invitation.created': {
    when: 'An invitation was created.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.resent': {
    when: 'An administrator resent the invitation with a new link. Earlier links no longer work.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.renewed': {
    when: 'The invitee requested a new link after the previous one expired.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.reminded': {
    when: 'A reminder email was queued. Earlier links keep working.',
    detail: ofInvitation(),
  },
  'invitation.link_created': {
    when: 'An administrator created a link to deliver manually.',
    detail: ofInvitation({ status: pending }),
  },
  'invitation.accepted': { when: 'The invitee signed up.', detail: accepted },
  'invitation.declined': {
    when: 'The invitee declined the invitation.',
    detail: ofInvitation({ status: z.literal('declined') }),
  },
  'invitation.revoked': {
    when: 'An administrator revoked the invitation.',
    detail: ofInvitation({ status: z.literal('revoked') }),
  },
  'invitation.expired': {
    when: 'The invitation expired. Sent within minutes of the expiry.',
    detail: ofInvitation({ status: z.literal('expired') }),
  },
  'invitation.deleted': {
    when: 'An administrator deleted the invitation. Not sent if the invitation is deleted at the end of its retention period.',
    detail: ofInvitation(),
  },
  'invitation.delivery_sent': {
    when: 'Amazon SES accepted the email.',
    detail: ofDelivery('sent'),
  },
  'invitation.delivery_delivered': {
    when: 'The recipient’s mail server accepted the email.',
    detail: ofDelivery('delivered'),
  },
  'invitation.delivery_delayed': {
    when: 'The recipient’s mail server deferred the email. Amazon SES keeps trying.',
    detail: ofDelivery('delayed'),
  },
  'invitation.delivery_bounced': {
    when: 'The recipient’s mail server permanently rejected the email.',
    detail: ofDelivery('bounced'),
  },
  'invitation.delivery_complained': {
    when: 'The recipient reported the email as spam.',
    detail: ofDelivery('complained'),
  },
  'invitation.delivery_suppressed': {
    when: 'The email was not sent, because an earlier email to the address bounced or was reported as spam.',
    detail: ofDelivery('suppressed'),
  },
  'invitation.delivery_failed': {
    when: 'The email could not be sent. The invitation shows the reason.',
    detail: ofDelivery('failed'),
  },
  'import.completed': {
    when: 'An import was completed or canceled. Sent for dry runs too.',
    detail: importCompleted,
  },
  'customer.created': {
    when: 'A customer or supplier was created.',
    detail: customer(anyStatus, 'The status of the customer. `active` if users can sign in.'),
  },
  'customer.updated': {
    when: 'The details of a customer changed, or its status changed to `invited` or `inactive`.',
    detail: customer(anyStatus, 'The status after the change.'),
  },
  'customer.activated': {
    when: 'A customer was activated, and its users can sign in.',
    detail: customer(z.literal('active'), 'The status after the change.'),
  },
  'customer.suspended': {
    when: 'A customer was suspended, and its users get no new tokens.',
    detail: customer(z.literal('suspended'), 'The status after the change.'),
  },
  'contact.created': { when: 'A contact was added to a customer.', detail: ofContact() },
  'contact.invited': {
    when: 'A contact was invited, for the first time or again after an earlier invitation ended.',
    detail: ofContact(z.literal('invited')),
  },
  'contact.joined': {
    when: 'A contact signed up and has an account.',
    detail: ofContact(z.literal('active')),
  },
  'contact.updated': {
    when: 'The details of a contact changed, such as its role, email address, or name.',
    detail: ofContact(),
  },
  'contact.removed': {
    when: 'A contact was removed and can no longer sign in.',
    detail: ofContact(z.literal('removed')),
  },
  'webhook.disabled': {
    when: 'Foyer disabled a webhook, because its server returned 410 or deliveries failed for days.',
    detail: z.strictObject({
      ...envelope,
      webhook: z
        .strictObject({
          id: webhookId,
          reason: z
            .enum(['gone', 'failing'])
            .check(
              z.describe(
                'The reason. `gone`: the server returned 410. `failing`: all deliveries failed for five days.',
              ),
            ),
        })
        .check(z.describe('The webhook.')),
    }),
  },
  'webhook.test': {
    when: 'An administrator sent a test event. Sent only to the webhook being tested, not to the event bus.',
    detail: z.strictObject({
      ...envelope,
      webhook: z.strictObject({ id: webhookId }).check(z.describe('The webhook.')),
    }),
  },
} as const satisfies Record<EventType, { readonly when: string; readonly detail: z.ZodMiniType }>;

export type EventDetail<Type extends EventType = EventType> = z.infer<
  (typeof EVENTS)[Type]['detail']
>;

/** An event as published. */
export interface DomainEvent {
  readonly type: EventType;
  readonly detail: EventDetail;
}
