/** The webhook form: its values from a saved webhook, and its requests. */
import type { Webhook } from '../../../../client/src/generated/types.gen.ts';
import type { EventType } from '../../../../lambdas/modules/events/event-types.ts';
import type { FamilyName, WebhooksTexts } from './texts.ts';

/** Events on one subject, and the pattern that covers all of them. */
export interface Family {
  readonly name: FamilyName;
  readonly pattern?: string;
  readonly types: readonly EventType[];
}

export const FAMILIES: readonly Family[] = [
  {
    name: 'invitations',
    pattern: 'invitation.*',
    types: [
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
    ],
  },
  {
    name: 'deliveries',
    pattern: 'invitation.delivery_*',
    types: [
      'invitation.delivery_sent',
      'invitation.delivery_delivered',
      'invitation.delivery_delayed',
      'invitation.delivery_bounced',
      'invitation.delivery_complained',
      'invitation.delivery_suppressed',
      'invitation.delivery_failed',
    ],
  },
  {
    name: 'customers',
    pattern: 'customer.*',
    types: ['customer.created', 'customer.updated', 'customer.activated', 'customer.suspended'],
  },
  {
    name: 'contacts',
    pattern: 'contact.*',
    types: [
      'contact.created',
      'contact.invited',
      'contact.joined',
      'contact.updated',
      'contact.removed',
    ],
  },
  { name: 'others', types: ['import.completed', 'webhook.disabled'] },
];

export const ALL = '*';

export interface WebhookForm extends Record<string, string | readonly string[]> {
  readonly url: string;
  readonly description: string;
  readonly which: 'all' | 'some';
  readonly events: readonly string[];
}
export const EMPTY: WebhookForm = { url: '', description: '', which: 'all', events: [] };

export function valuesOf({
  url,
  description = '',
  events,
}: Pick<Webhook, 'url' | 'description' | 'events'>): WebhookForm {
  return events.includes(ALL)
    ? { url, description, which: 'all', events: [] }
    : { url, description, which: 'some', events };
}

/** The events to offer: a selected pattern replaces the events that it covers. */
export function offered({ pattern, types }: Family, chosen: readonly string[]): readonly string[] {
  const own = pattern === undefined ? [] : [pattern];
  return [...own, ...types].filter((event) => !isCovered(event, chosen));
}

/** Patterns set through the API that no family offers. */
export function otherPatterns(events: readonly string[]): readonly string[] {
  const known = new Set<string>(
    FAMILIES.flatMap(({ pattern, types }) => [
      ...types,
      ...(pattern === undefined ? [] : [pattern]),
    ]),
  );
  return events.filter((event) => !known.has(event));
}

function isCovered(event: string, chosen: readonly string[]): boolean {
  return chosen.some(
    (pattern) =>
      pattern !== event && pattern.endsWith('*') && event.startsWith(pattern.slice(0, -1)),
  );
}

/** The events to send, without those that a selected pattern covers. */
export function eventsOf({ which, events }: WebhookForm): readonly string[] {
  return which === 'all' ? [ALL] : events.filter((event) => !isCovered(event, events));
}

/** Makes the request for a new webhook. */
export function requestOf(form: WebhookForm) {
  const description = form.description.trim();
  return {
    url: form.url.trim(),
    events: [...eventsOf(form)],
    ...(description !== '' && { description }),
  };
}

/** The fields that differ from the opened version, so that other people's changes are kept. */
export function changeOf(
  form: WebhookForm,
  opened: Pick<Webhook, 'url' | 'description' | 'events'>,
) {
  const { url, events, description } = requestOf(form);
  return {
    ...(url !== opened.url && { url }),
    ...(String([...events].sort()) !== String([...opened.events].sort()) && { events }),
    ...(description !== opened.description && { description: description ?? null }),
  };
}

const DESCRIPTION_MAX = 200;

/** Finds values that the API would reject. The API still validates everything. */
export function problemsWith(
  form: WebhookForm,
  texts: WebhooksTexts,
): Partial<Record<'url' | 'description' | 'events', string>> {
  return {
    ...(!isTarget(form.url.trim()) && { url: texts.urlWrong }),
    ...(form.description.trim().length > DESCRIPTION_MAX && {
      description: texts.descriptionLong,
    }),
    ...(eventsOf(form).length === 0 && { events: texts.eventsRequired }),
  };
}

/** A local installation also accepts loopback addresses. */
function isTarget(url: string): boolean {
  return /^(https:\/\/[^/?#]|http:\/\/127\.0\.0\.1[:/])/i.test(url) && URL.canParse(url);
}

/** Sample code that verifies a message with Foyer’s TypeScript client. It does not contain the secret. */
export const VERIFY_CODE = `import { verifyWebhook } from '@foyer/client';

const event = verifyWebhook(
  process.env.FOYER_WEBHOOK_SECRET,
  request.headers,
  rawBody,
);`;
