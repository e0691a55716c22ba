import type { Companion } from '../dynamodb/conditional-write.ts';
import type { Principal } from '../http/principal.ts';
import { type Clock, DAY, isoAfter } from '../platform/clock.ts';
import type { EmailAddress } from '../platform/email-address.ts';
import { type FieldError, FoyerError, invalidField } from '../platform/errors.ts';
import { canonicalJson, digest } from '../platform/ids.ts';
import type { FormField } from '../platform/sign-up-form.ts';
import {
  type Application,
  applicationErrors,
  type ApplicationReader,
  redirectPrefixes,
} from '../records/application.ts';
import { type Contact, profileOf } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import {
  DEFAULT_APPLICATION,
  idsOfAcceptance,
  type Invitation,
  nextDue,
} from '../records/invitation.ts';
import { type Preset, presetTermsOf } from '../records/preset.ts';
import { fieldsFor, registrationFields } from '../records/registration-fields.ts';
import { type Installation, rulesOf, type TenantRules } from '../records/tenant-settings.ts';
import { requireInvitingAllowed } from '../tenants/tenant-status.ts';
import type { InvitationContext } from './invitation-context.ts';
import { contactLimitReached, customerSuspended } from './invitation-guards.ts';
import {
  defaultGroups,
  differentEmailErrors,
  expiryErrors,
  grantableBy,
  groupErrors,
  nothingToGrant,
  redirectErrors,
} from './invitation-rules.ts';
import type { CreateInvitationRequest } from './requests.ts';

export interface DraftDeps {
  readonly installation: Installation;
  readonly applications: ApplicationReader;
  readonly clock: Clock;
}

export interface InviteCommand {
  readonly principal: Principal;
  /** The contact who asks, where it is somebody of a customer: they can grant only their own groups. */
  readonly member?: Contact | undefined;
  readonly request: CreateInvitationRequest;
  readonly idempotencyKey: string | undefined;
  /** Decided beforehand where the command can be repeated in another way: a row of an import. */
  readonly invitationId?: string;
  readonly importId?: string;
  /** What a client asked for, where that is not the invitation alone: a repeat of the request is known by it. */
  readonly asked?: unknown;
  readonly invitee?: Invitee | undefined;
}

/** Somebody who joins a customer that is there, or comes to be in the same transaction. */
export interface Invitee {
  /** As it will stand then: it may not be there to be read yet. */
  readonly customer: Customer;
  /** The contact, where one exists or is made in the same transaction. Otherwise it begins with signing up. */
  readonly contact?: Pick<Contact, 'id'> & Partial<Contact>;
  /** Set when the customer gets one more contact, now or when the person signs up. */
  readonly joins?: boolean;
  /** The invitation of the contact that could still let somebody in, or could once it is renewed. */
  readonly earlier?: Invitation | undefined;
  /** What is written together with the invitation and its lock, and refuses all of it when its condition fails. */
  readonly companions: (invitation: Invitation, rules: TenantRules) => readonly Companion[];
}

/** What is known before there is an invitation. */
export interface DraftContext extends InvitationContext {
  readonly invitationId: string;
  readonly email: EmailAddress;
}

/** An invitation that could be written, and the rules that it was held against. */
export interface Draft {
  readonly invitation: Invitation;
  readonly rules: TenantRules;
}

/** What a request names, looked up. */
interface References {
  readonly application: Application | undefined;
  readonly customer: Customer | undefined;
  readonly errors: readonly FieldError[];
}

/**
 * Fills in what a request leaves out (from its preset, its customer, the tenant's rules) and checks all of it.
 *
 * Whatever door somebody is invited by, these are the rules, and the order in which what is left out is looked for: the
 * request, its preset, the contact, the customer, the tenant.
 *
 * @throws {FoyerError} `feature_not_available`, `forbidden` for a suspended tenant; `invalid_request` or
 * `grant_not_allowed`, naming every field that is wrong; `customer_suspended`, `contact_limit_reached`
 */
export async function draftInvitation(
  deps: DraftDeps,
  command: InviteCommand,
  context: DraftContext,
): Promise<Draft> {
  const { principal, member, invitee } = command;
  const { tenantId } = principal;
  requireInvitingAllowed(context.tenant);
  const rules = rulesOf(context.tenant ?? { settings: {} }, deps.installation);
  const request = withPreset(command.request, context.preset);
  const known = { ...context, customer: invitee?.customer ?? context.customer };
  const references = await referencesOf(deps, tenantId, request, known);
  const { application, customer } = references;
  const kind = request.kind ?? customer?.kind ?? 'customer';
  const company = request.company ?? customer?.name;
  const expiresInDays = request.expiresInDays ?? rules.expiryDays;
  const asked = request.groups ?? groupsFor(command, customer, rules);
  const groups = [...new Set([...asked, ...(application?.groups ?? [])])];
  const editableFields = editableFor(kind, request, customer);
  const profile = { ...profileOf(invitee?.contact ?? {}), ...request.profile };
  const draft = { ...request, kind, company, expiresInDays, editableFields, profile };
  refuse(
    [
      ...references.errors,
      ...kindErrors(draft, customer),
      ...expiryErrors(expiresInDays, rules),
      ...redirectErrors(request.redirectUrl, redirectPrefixes(rules, application)),
      ...differentEmailErrors(request.allowDifferentEmail, rules),
      ...completionErrors(draft, rules),
    ],
    groupErrors(groups, { allowedGroups: grantableBy({ member }, rules) }, (group) =>
      pathOfGroup(group, asked),
    ),
  );
  if (customer !== undefined) requirePlace(customer, command, rules);

  const now = deps.clock.now();
  const createdAt = now.toISOString();
  const expiresAt = isoAfter(now, expiresInDays * DAY);
  const notify = request.notify;
  const { email, invitationId: id } = context;
  const ids = idsOfAcceptance({ id, createdAt });
  const invitation: Invitation = {
    id,
    tenantId,
    kind,
    email: email.shown,
    address: email.normalised,
    status: 'pending',
    delivery: {
      status: notify ? 'queued' : 'none',
      updatedAt: createdAt,
      sends: notify ? 1 : 0,
    },
    company,
    phone: request.phone,
    rank: request.rank,
    customerId: customer?.id ?? ids.customerId,
    existingCustomer: customer !== undefined,
    contactId: invitee?.contact?.id ?? ids.contactId,
    existingContact: invitee?.contact !== undefined,
    // Whoever comes first looks after the customer's account.
    role: invitee?.contact?.role ?? ((customer?.contacts ?? 0) === 0 ? 'owner' : 'member'),
    applicationId: application?.id ?? DEFAULT_APPLICATION,
    groups,
    profile,
    editableFields,
    allowDifferentEmail: request.allowDifferentEmail ?? false,
    locale: request.locale ?? rules.defaultLocale,
    redirectUrl: request.redirectUrl ?? application?.redirectUrl,
    message: request.message === '' ? undefined : request.message,
    metadata: request.metadata ?? {},
    importId: command.importId,
    expiresInDays,
    retentionDays: rules.retentionDays,
    expiresAt,
    dueAt: nextDue(expiresAt, notify ? rules.reminderDaysBefore : [], now),
    createdAt,
    updatedAt: createdAt,
    invitedBy: { id: principal.id, name: principal.name },
    fromCustomer: principal.member === undefined ? undefined : true,
    fingerprint: invitationFingerprint(command),
    tokenHashes: new Set(),
    linkHashes: new Set(),
    timeline: [{ at: createdAt, type: 'created' }],
  };
  return { invitation, rules };
}

/** By what a repeat of the same request is told from another one with the same key. */
export function invitationFingerprint({
  idempotencyKey,
  request,
  asked = request,
}: InviteCommand): string | undefined {
  return idempotencyKey === undefined ? undefined : digest(canonicalJson(asked));
}

/** What the request says itself wins over its preset. */
function withPreset(
  request: CreateInvitationRequest,
  preset: Preset | undefined,
): CreateInvitationRequest {
  if (request.presetId === undefined) return request;
  if (preset === undefined)
    throw invalidField(
      'presetId',
      'The preset does not exist. Use GET /v1/presets to list presets.',
    );
  const said = Object.entries(request).filter(([, value]) => value !== undefined);
  return { ...request, ...presetTermsOf(preset), ...Object.fromEntries(said) };
}

/** An application that only the preset names is not known yet. */
async function referencesOf(
  deps: DraftDeps,
  tenantId: string,
  { applicationId, customerId }: CreateInvitationRequest,
  context: InvitationContext,
): Promise<References> {
  const application =
    applicationId === undefined || applicationId === DEFAULT_APPLICATION
      ? undefined
      : (context.application ?? (await deps.applications.get(tenantId, applicationId)));
  const customer = context.customer?.tenantId === tenantId ? context.customer : undefined;
  return {
    application,
    customer,
    errors: [
      ...applicationErrors(applicationId, application),
      ...customerErrors(customerId, customer),
    ],
  };
}

function customerErrors(asked: string | undefined, customer: Customer | undefined): FieldError[] {
  if (asked === undefined) return [];
  return customer === undefined
    ? [{ path: 'customerId', message: 'The customer does not exist.' }]
    : [];
}

/**
 * Signing up is never refused because the customer is full, so inviting is.
 *
 * @throws {FoyerError} `customer_suspended`, `contact_limit_reached`
 */
function requirePlace(
  { status, contacts }: Customer,
  { request, invitee }: InviteCommand,
  { limits: { contactsPerCustomer: limit } }: TenantRules,
): void {
  const path = request.customerId === undefined ? undefined : 'customerId';
  if (status === 'suspended') throw customerSuspended(path);
  if (invitee?.joins === true && contacts >= limit) throw contactLimitReached(limit, path);
}

function kindErrors(
  { kind, company }: Pick<CreateInvitationRequest, 'kind' | 'company'>,
  customer: Customer | undefined,
): FieldError[] {
  if (customer === undefined) return [];
  return [
    ...(kind === customer.kind
      ? []
      : [{ path: 'kind', message: `This customer is a ${customer.kind}.` }]),
    ...(company === customer.name
      ? []
      : [{ path: 'company', message: 'Omit company, because the customer has a name.' }]),
  ];
}

/** Whoever joins a customer does not change what the company is called. */
function editableFor(
  kind: Invitation['kind'],
  { editableFields }: CreateInvitationRequest,
  customer: Customer | undefined,
): FormField[] {
  const fields = editableFields ?? fieldsFor(kind);
  return customer === undefined
    ? fields
    : fields.filter((name) => name !== 'company' && name !== 'taxId');
}

/**
 * The groups of somebody for whom none are asked for: their own, else those of the customer, else the tenant's usual one.
 *
 * @throws {FoyerError} `grant_not_allowed` where somebody of a customer has none of these to pass on
 */
function groupsFor(
  { member, invitee }: InviteCommand,
  customer: Customer | undefined,
  rules: TenantRules,
): string[] {
  const { groups: own = [] } = invitee?.contact ?? {};
  if (own.length > 0) return own;
  const groups = defaultGroups({ member }, customer, rules);
  if (groups.length === 0 && member !== undefined) throw nothingToGrant();
  return groups;
}

/** Grants that are not allowed have a code of their own, unless something else is wrong as well. */
function refuse(wrong: readonly FieldError[], grants: readonly FieldError[]): void {
  const errors = [...wrong, ...grants];
  if (errors.length === 0) return;
  if (wrong.length === 0)
    throw new FoyerError(
      'grant_not_allowed',
      'The invitation grants something that you cannot grant.',
      {
        errors,
      },
    );
  throw new FoyerError('invalid_request', 'Some fields are invalid.', { errors });
}

/** A required field that is neither editable nor filled in could never be completed. */
function completionErrors(
  {
    kind,
    editableFields,
    profile,
    company,
  }: Required<Pick<CreateInvitationRequest, 'kind'>> & CreateInvitationRequest,
  rules: TenantRules,
): FieldError[] {
  const known = { ...profile, company };
  return registrationFields(kind ?? 'customer', rules)
    .filter(({ name, required }) => required && editableFields?.includes(name) === false)
    .filter(({ name }) => known[name] === undefined)
    .map(({ name }) => {
      const path = name === 'company' ? 'company' : `profile.${name}`;
      return { path, message: `${path} is required when it is not one of editableFields.` };
    });
}

/** A group that nobody asked for came with the application. */
function pathOfGroup(group: string, asked: readonly string[]): string {
  const index = asked.indexOf(group);
  return index === -1 ? 'applicationId' : `groups.${index}`;
}
