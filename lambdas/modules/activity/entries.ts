import * as z from 'zod/mini';

import { contactEvents, contactImage } from '../events/contact-events.ts';
import { invitationEvents, invitationImage } from '../events/invitation-events.ts';
import { STAMP, type Stamp, stampSchema } from '../platform/actor.ts';
import { derivedId } from '../platform/ids.ts';
import * as stored from '../platform/stored.ts';
import type { TableChange } from '../records/projection.ts';
import { RECORDS } from '../records/table.ts';
import { type Activity, type ActivityObject, differing, SYSTEM, visibleActor } from './activity.ts';
import { noteSchema } from './activity-notes.ts';

type Item = Readonly<Record<string, unknown>>;

/** The meaning of a change: its activities and the affected object. */
interface Meaning {
  readonly tenantId: string;
  readonly object: ActivityObject;
  readonly types: readonly string[];
  /** The changed fields of an update. */
  readonly changes?: readonly string[];
}

/** An item before and after a change. Either can be missing. */
interface Images {
  readonly pk: string;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/**
 * Routine delivery events, which have no actor and require no attention. They appear in the invitation's timeline
 * instead.
 */
const ROUTINE: ReadonlySet<string> = new Set([
  'invitation.delivery_sent',
  'invitation.delivery_delivered',
  'invitation.delivery_delayed',
]);

/** The kinds of items to log, by sort key prefix. Other kinds are not logged. */
const MEANINGS: Readonly<Record<string, ((images: Images) => Meaning | undefined) | undefined>> = {
  [RECORDS.invitation]: ofInvitation,
  [RECORDS.customer]: ofCustomer,
  [RECORDS.contact]: ofContact,
  [RECORDS.tenant]: ofTenant,
  [RECORDS.import]: ofImport,
  [RECORDS.note]: ofNote,
  [RECORDS.application]: (images) =>
    ofSetting(images, 'application', ['name', 'protocol', 'clientId', 'redirectUrl', 'groups']),
  [RECORDS.preset]: (images) =>
    ofSetting(images, 'preset', [
      'name',
      'kind',
      'applicationId',
      'groups',
      'profile',
      'editableFields',
      'allowDifferentEmail',
      'locale',
      'message',
      'expiresInDays',
      'redirectUrl',
      'metadata',
    ]),
  [RECORDS.client]: (images) =>
    images.pk.startsWith(`${RECORDS.client}#`)
      ? undefined
      : ofSetting(images, 'api_client', ['name', 'scopes'], {
          rotatedAt: 'api_client.secret_rotated',
        }),
  [RECORDS.webhook]: ofWebhook,
  [RECORDS.administrator]: ofAdministrator,
};

/**
 * Returns the log entries for a change to the table. The actor is the one that the write recorded in the item or, for a
 * deletion, in its note. If neither exists, Foyer made the change. The IDs are derived from the change, so a retry
 * returns the same entries.
 */
export function activitiesOf(change: TableChange, deletedBy?: Stamp): Activity[] {
  const { id, sk, before, after, byTtl } = change;
  // The end of a retention period is not an action, so it is not logged.
  if (byTtl) return [];
  const meaning = MEANINGS[sk.split('#', 1)[0] ?? '']?.(change);
  if (meaning === undefined) return [];
  const { tenantId, object, types, changes = [] } = meaning;
  const stamp = after === undefined ? deletedBy : newStamp(before, after);
  const actor =
    stamp === undefined ? SYSTEM : visibleActor({ type: stamp.t, id: stamp.i, name: stamp.n });
  const createdAt = timeOf(change, stamp);
  return types.map((type) => ({
    id: derivedId('act', id, type),
    tenantId,
    type,
    createdAt,
    actor,
    object,
    ...(type.endsWith('.updated') || type.endsWith('.changed')
      ? changes.length > 0 && { changes: [...changes] }
      : {}),
  }));
}

/**
 * Returns the stamp if this write set it. When Foyer itself updates an item, the stamp of the earlier write stays in
 * it.
 */
function newStamp(before: Item | undefined, after: Item): Stamp | undefined {
  const stamp = stampSchema.safeParse(after[STAMP]).data;
  const earlier = stampSchema.safeParse(before?.[STAMP]).data;
  return stamp?.a === earlier?.a && stamp?.i === earlier?.i ? undefined : stamp;
}

/**
 * Returns the time of a change, to the millisecond if the write contains it. The stream's own times are in whole
 * seconds.
 */
function timeOf({ before, after, at }: TableChange, stamp: Stamp | undefined): string {
  if (stamp !== undefined) return new Date(stamp.a).toISOString();
  const updatedAt = z.iso.datetime().safeParse(after?.['updatedAt']).data;
  if (updatedAt !== undefined && updatedAt !== before?.['updatedAt']) return updatedAt;
  return at.toISOString();
}

function ofInvitation({ before: earlier, after: later }: Images): Meaning | undefined {
  const after = later && invitationImage.parse(later);
  const before = earlier && invitationImage.parse(earlier);
  const image = after ?? before;
  if (image === undefined) return undefined;
  const { tenantId, id } = image;
  const events = after === undefined ? ['invitation.deleted'] : invitationEvents(after, before);
  const codeRequested =
    after?.verification?.round !== before?.verification?.round && before !== undefined;
  return {
    tenantId,
    object: { type: 'invitation', id },
    types: [
      ...events.filter((type) => !ROUTINE.has(type)),
      ...(codeRequested && after?.verification !== undefined ? ['invitation.code_requested'] : []),
    ],
  };
}

const CUSTOMER_FIELDS = [
  'name',
  'kind',
  'email',
  'phone',
  'taxId',
  'rank',
  'address',
  'website',
  'notes',
  'services',
  'servicePlan',
  'groups',
  'primaryContactId',
];

/**
 * Returns the meaning of a change to a customer. Changes that affect only its counts are not logged, because contacts
 * that join or leave have their own entries.
 */
function ofCustomer({ before, after }: Images): Meaning | undefined {
  const known = identified(after ?? before);
  const object = { type: 'customer' as const, id: known.id };
  const meaning = (...types: string[]): Meaning => ({
    tenantId: known.tenantId,
    object,
    types,
    changes: differing(flatCustomer(before), flatCustomer(after), CUSTOMER_FIELDS),
  });
  if (after === undefined) return meaning('customer.deleted');
  if (before === undefined) return meaning('customer.created');
  if (after['status'] === before['status'])
    return after['version'] === before['version'] ? undefined : meaning('customer.updated');
  if (after['status'] === 'active') return meaning('customer.activated');
  return meaning(after['status'] === 'suspended' ? 'customer.suspended' : 'customer.updated');
}

/**
 * Returns the fields of a customer as one flat object. In an item, `address` is the primary contact's email address,
 * which lists use; the company's own address is in `details`.
 */
function flatCustomer(item: Item | undefined): Item {
  const { brief, details, ...fields } = item ?? {};
  return { ...fields, address: undefined, ...asRecord(brief), ...asRecord(details) };
}

const CONTACT_FIELDS = ['role', 'email', 'firstName', 'lastName', 'jobTitle', 'phone', 'groups'];

function ofContact({ before, after }: Images): Meaning | undefined {
  const { id, tenantId, customerId } = contactImage.parse(after ?? before);
  return {
    tenantId,
    object: { type: 'contact', id, customerId },
    types:
      after === undefined
        ? ['contact.deleted']
        : contactEvents(contactImage.parse(after), before && contactImage.parse(before)),
    changes: differing(before, after, CONTACT_FIELDS),
  };
}

/** Maps the attributes of a tenant to their names in the API. */
const TENANT_FIELDS: Readonly<Record<string, string>> = {
  name: 'name',
  look: 'branding',
  branding: 'branding',
  offer: 'catalog',
  catalog: 'catalog',
  settings: 'settings',
  features: 'features',
  ceilings: 'limits',
};

function ofTenant({ before, after }: Images): Meaning | undefined {
  const { id, name } = z.object({ id: stored.text, name: stored.text }).parse(after ?? before);
  const meaning = (type: string, changes: string[] = []): Meaning => ({
    tenantId: id,
    object: { type: 'tenant', id, name },
    types: [type],
    changes,
  });
  if (after === undefined) return undefined;
  if (before === undefined) return meaning('tenant.created');
  if (after['status'] !== before['status'])
    return meaning(after['status'] === 'suspended' ? 'tenant.suspended' : 'tenant.resumed');
  const changes = Object.entries(TENANT_FIELDS).flatMap(([attribute, field]) =>
    differing(asFields(before[attribute]), asFields(after[attribute])).map((inner) =>
      inner === '' ? field : `${field}.${inner}`,
    ),
  );
  return changes.length === 0 ? undefined : meaning('tenant.updated', changes);
}

function ofImport({ pk, before, after }: Images): Meaning | undefined {
  if (after === undefined) return undefined;
  const { tenantId } = z.object({ tenantId: stored.text }).parse(after);
  const outcome = asRecord(after['outcome']);
  const earlier = asRecord(before?.['outcome']);
  const completed = outcome['remaining'] === 0 && earlier['remaining'] !== 0;
  const id = pk.slice(`${RECORDS.import}#`.length);
  // Bulk actions are stored like imports, but have a different ID prefix.
  const type = id.startsWith('blk_') ? 'bulk_action' : 'import';
  return {
    tenantId,
    object: { type, id },
    types: [
      ...(before === undefined ? [`${type}.created`] : []),
      ...(outcome['canceledAt'] !== earlier['canceledAt'] ? [`${type}.canceled`] : []),
      ...(completed ? [`${type}.completed`] : []),
    ],
  };
}

/**
 * Returns the meaning of a change to a webhook. Omits the name, because the URL can contain a secret and the
 * description can contain arbitrary text.
 */
function ofWebhook(images: Images): Meaning | undefined {
  const meaning = ofSetting(images, 'webhook', ['url', 'events', 'description', 'enabled'], {
    secretVersion: 'webhook.secret_rotated',
  });
  if (meaning === undefined) return undefined;
  const { before, after } = images;
  const turnedOff = after?.['disabled'] !== undefined && before?.['disabled'] === undefined;
  const object = { type: meaning.object.type, id: meaning.object.id };
  return { ...meaning, object, ...(turnedOff && { types: ['webhook.disabled'] }) };
}

/**
 * Returns the meaning of a change to an administrator. Completing the setup can change the name, and only a new link
 * changes the expiration time.
 */
function ofAdministrator(images: Images): Meaning | undefined {
  const meaning = ofSetting(images, 'administrator', ['name', 'role'], {
    expiresAt: 'administrator.setup_resent',
  });
  const { before, after } = images;
  const activated = after?.['status'] === 'active' && before?.['status'] === 'invited';
  return activated && meaning !== undefined
    ? { ...meaning, types: ['administrator.activated'] }
    : meaning;
}

/**
 * Returns the meaning of a change to a settings record: created, updated, deleted, or the activity that a special
 * attribute indicates.
 */
function ofSetting(
  { before, after }: Images,
  type: ActivityObject['type'],
  fields: readonly string[],
  special: Readonly<Record<string, string>> = {},
): Meaning | undefined {
  const { id, tenantId, name } = identified(after ?? before);
  const changes = differing(before, after, fields);
  const said = differing(before, after, Object.keys(special)).flatMap(
    (name) => special[name] ?? [],
  );
  const updates = [...said, ...(changes.length > 0 ? [`${type}.updated`] : [])];
  const whole = after === undefined ? [`${type}.deleted`] : [`${type}.created`];
  return {
    tenantId,
    object: { type, id, ...(name !== undefined && { name }) },
    types: before === undefined || after === undefined ? whole : updates,
    changes,
  };
}

/** Returns the meaning of a note: an activity that changed nothing in the table. */
function ofNote({ before, after }: Images): Meaning | undefined {
  if (before !== undefined || after === undefined) return undefined;
  const { tenantId, type, object } = noteSchema.parse(after);
  return { tenantId, object, types: [type] };
}

function identified(item: Item | undefined) {
  return z
    .object({ id: stored.text, tenantId: stored.text, name: stored.optionalText })
    .parse(item);
}

function asRecord(value: unknown): Item {
  return typeof value === 'object' && value !== null ? (value as Item) : {};
}

/** Returns the fields of an object. Any other value becomes one field without a name. */
function asFields(value: unknown): Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Item)
    : { '': value };
}
