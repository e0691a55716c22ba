/** The source of events on the event bus. */
export const EVENT_SOURCE = 'foyer';

/**
 * The version of the event format. New fields and event types do not change the version. The version increases when a
 * field is removed or changes its meaning or type. Both versions are then sent side by side for a transition period.
 */
export const EVENT_VERSION = 1;

/** The event types. Their schemas are in `events.ts`, because functions do not need them. */
export const EVENT_TYPES = [
  'invitation.created',
  'invitation.resent',
  'invitation.renewed',
  'invitation.reminded',
  'invitation.link_created',
  'invitation.accepted',
  'invitation.declined',
  'invitation.revoked',
  'invitation.expired',
  'invitation.deleted',
  'invitation.delivery_sent',
  'invitation.delivery_delivered',
  'invitation.delivery_delayed',
  'invitation.delivery_bounced',
  'invitation.delivery_complained',
  'invitation.delivery_suppressed',
  'invitation.delivery_failed',
  'import.completed',
  'customer.created',
  'customer.updated',
  'customer.activated',
  'customer.suspended',
  'contact.created',
  'contact.invited',
  'contact.joined',
  'contact.updated',
  'contact.removed',
  'webhook.disabled',
  'webhook.test',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];
