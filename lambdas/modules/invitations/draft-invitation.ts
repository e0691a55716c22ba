import type { Companion } from '../dynamodb/conditional-write.ts';
import type { Principal } from '../http/principal.ts';
import { type Clock, DAY, isoAfter } from '../platform/clock.ts';
import type { EmailAddress } from '../platform/email-address.ts';
import { type FieldError, FoyerError, invalidField } from '../platform/errors.ts';
import type { FormField } from '../platform/form-fields.ts';
import { canonicalJson, digest } from '../platform/ids.ts';
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
  kindErrors,
  noGrantableGroupError,
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
  /** The contact who makes the request, if it is a contact of a customer. They can grant only their own groups. */
  readonly member?: Contact | undefined;
  readonly request: CreateInvitationRequest;
  readonly idempotencyKey: string | undefined;
  /** Set in advance for commands that can be repeated by other means, such as the rows of an import. */
  readonly invitationId?: string;
  readonly importId?: string;
  /** The request body, if it contains more than the invitation. It identifies retries of the request. */
  readonly asked?: unknown;
  readonly invitee?: Invitee | undefined;
}

/** A person who joins an existing customer, or one that is created in the same transaction. */
export interface Invitee {
  /** The customer in its future state. It may not exist yet. */
  readonly customer: Customer;
  /** The contact, if one exists or is created in the same transaction. Otherwise, signing up creates it. */
  readonly contact?: Pick<Contact, 'id'> & Partial<Contact>;
  /** Set if the invitation adds a contact to the customer, either now or when the person signs up. */
  readonly joins?: boolean;
  /** The contact's invitation that can still be accepted, or could be after a renewal. */
  readonly earlier?: Invitation | undefined;
  /**
   * Returns the other writes in the transaction of the invitation and its lock. If any condition fails, nothing is
   * written.
   */
  readonly companions: (invitation: Invitation, rules: TenantRules) => readonly Companion[];
}

/** The information that is available before the invitation is drafted. */
export interface DraftContext extends InvitationContext {
  readonly invitationId: string;
  readonly email: EmailAddress;
}

/** An invitation that could be written, and the rules that it was checked against. */
export interface Draft {
  readonly invitation: Invitation;
  readonly rules: TenantRules;
}

/** The records that a request refers to. */
interface References {
  readonly application: Application | undefined;
  readonly customer: Customer | undefined;
  readonly errors: readonly FieldError[];
}

/**
 * Fills in the fields that a request omits (from its preset, its customer, and the tenant's rules) and checks all
 * fields.
 *
 * All entry points use the same rules and the same order of precedence: the request, its preset, the contact, the
 * customer, and the tenant.
 *
 * @throws {FoyerError} `feature_not_available`, `forbidden` for a suspended tenant; `invalid_request` or
 * `grant_not_allowed`, naming each invalid field; `customer_suspended`, `contact_limit_reached`
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
    address: email.normalized,
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
    // The first contact manages the customer's account.
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

/** Fills in the values of the preset. Values in the request take precedence. */
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
  const given = Object.entries(request).filter(([, value]) => value !== undefined);
  return { ...request, ...presetTermsOf(preset), ...Object.fromEntries(given) };
}

/**
 * Looks up the records that a request refers to. An application that only the preset refers to has not been read yet.
 */
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

function customerErrors(
  customerId: string | undefined,
  customer: Customer | undefined,
): FieldError[] {
  if (customerId === undefined) return [];
  return customer === undefined
    ? [{ path: 'customerId', message: 'The customer does not exist.' }]
    : [];
}

/**
 * Requires that the customer is not suspended and, if the invitation adds a contact, is below its contact limit.
 * Sign-up never enforces this limit, so it must be enforced here.
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

/**
 * Returns the fields that the invitee can edit. Joining a customer does not allow changing the company's name or tax
 * ID.
 */
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
 * Returns the groups for a request that omits them: the contact's groups, otherwise the customer's, otherwise the
 * tenant's default.
 *
 * @throws {FoyerError} `grant_not_allowed` if a contact of a customer cannot grant any of these
 */
function groupsFor(
  { member, invitee }: InviteCommand,
  customer: Customer | undefined,
  rules: TenantRules,
): string[] {
  const { groups: own = [] } = invitee?.contact ?? {};
  if (own.length > 0) return own;
  const groups = defaultGroups({ member }, customer, rules);
  if (groups.length === 0 && member !== undefined) throw noGrantableGroupError();
  return groups;
}

/** Throws the errors, if there are any. If only the groups are invalid, the error has its own code. */
function refuse(wrong: readonly FieldError[], grants: readonly FieldError[]): void {
  const errors = [...wrong, ...grants];
  if (errors.length === 0) return;
  if (wrong.length === 0)
    throw new FoyerError('grant_not_allowed', 'You cannot grant one or more of these groups.', {
      errors,
    });
  throw new FoyerError('invalid_request', 'Some fields are invalid.', { errors });
}

/**
 * Returns an error for each required field that is neither editable nor prefilled, because the invitee could not fill
 * it in.
 */
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
      return { path, message: `${path} is required, because it is not in editableFields.` };
    });
}

/** Returns the field that a group comes from. If nobody requested the group, it comes from the application. */
function pathOfGroup(group: string, asked: readonly string[]): string {
  const index = asked.indexOf(group);
  return index === -1 ? 'applicationId' : `groups.${index}`;
}
/** Returns the fingerprint that distinguishes a retry of a request from a different request with the same key. */
export function invitationFingerprint({
  idempotencyKey,
  request,
  asked = request,
}: InviteCommand): string | undefined {
  return idempotencyKey === undefined ? undefined : digest(canonicalJson(asked));
}
