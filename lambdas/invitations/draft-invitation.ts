import { redirectPrefixes, type Application } from '../catalogue/application.ts';
import type { ApplicationReader } from '../catalogue/application-finder.ts';
import type { Contact } from '../customers/contact.ts';
import type { Customer } from '../customers/customer.ts';
import type { Principal } from '../identity/principal.ts';
import { termsOf, type Preset } from '../catalogue/preset.ts';
import { DAY, isoAfter, type Clock } from '../shared/clock.ts';
import type { Companion } from '../shared/conditional-write.ts';
import type { EmailAddress } from '../shared/email-address.ts';
import { FoyerError, invalidField, type FieldError } from '../shared/errors.ts';
import { canonicalJson, digest } from '../shared/ids.ts';
import type { FormField } from '../shared/sign-up-form.ts';
import { fieldsFor, registrationFields } from '../tenants/registration.ts';
import { requireInviting } from '../tenants/standing.ts';
import { rulesOf, type Installation, type TenantRules } from '../tenants/settings.ts';
import { nextDue } from './due.ts';
import type { Grounds } from './grounds.ts';
import { DEFAULT_APPLICATION, idsOfAcceptance, type Invitation } from './invitation.ts';
import type { CreateInvitationRequest } from './requests.ts';
import {
  differentEmailErrors,
  expiryErrors,
  groupErrors,
  redirectErrors,
} from '../terms/term-rules.ts';
import { applicationErrors } from '../catalogue/application.ts';

export interface DraftDeps {
  readonly installation: Installation;
  readonly applications: ApplicationReader;
  readonly clock: Clock;
}

export interface InviteCommand {
  readonly principal: Principal;
  readonly request: CreateInvitationRequest;
  readonly idempotencyKey: string | undefined;
  /** Decided beforehand where the command can be repeated in another way: a row of an import. */
  readonly invitationId?: string;
  readonly importId?: string;
  /** What a client asked for, where that is not the invitation alone: a repeat of the request is known by it. */
  readonly asked?: unknown;
  readonly invitee?: Invitee;
}

/** Somebody who is a contact already, or becomes one in the same transaction. */
export interface Invitee {
  /** As it will stand then: it may not be there to be read yet. */
  readonly customer: Customer;
  readonly contact: Pick<Contact, 'id' | 'role'>;
  /** What is written together with the invitation and its lock, and refuses all of it when its condition fails. */
  readonly companions: (invitation: Invitation) => readonly Companion[];
}

/** What is known before there is an invitation. */
export interface DraftGrounds extends Grounds {
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
 * @throws {FoyerError} `feature_not_available`, `forbidden` for a suspended tenant; `invalid_request` or
 * `grant_not_allowed`, naming every field that is wrong.
 */
export async function draftInvitation(
  deps: DraftDeps,
  command: InviteCommand,
  grounds: DraftGrounds,
): Promise<Draft> {
  const { principal, invitee } = command;
  const { tenantId } = principal;
  requireInviting(grounds.tenant);
  const rules = rulesOf(grounds.tenant ?? { settings: {} }, deps.installation);
  const request = withPreset(command.request, grounds.preset);
  const known = { ...grounds, customer: invitee?.customer ?? grounds.customer };
  const references = await referencesOf(deps, tenantId, request, known);
  const { application, customer } = references;
  const kind = request.kind ?? customer?.kind ?? 'customer';
  const company = request.company ?? customer?.name;
  const expiresInDays = request.expiresInDays ?? rules.expiryDays;
  const groups = grantedGroups(request, application, rules);
  const editableFields = editableFor(kind, request, customer);
  const draft = { ...request, kind, company, expiresInDays, editableFields };
  refuse(
    [
      ...references.errors,
      ...kindErrors(draft, customer),
      ...expiryErrors(expiresInDays, rules),
      ...redirectErrors(request.redirectUrl, redirectPrefixes(rules, application)),
      ...differentEmailErrors(request.allowDifferentEmail, rules),
      ...completionErrors(draft, rules),
    ],
    groupErrors(groups, rules, (group) => pathOfGroup(group, request)),
  );

  const now = deps.clock.now();
  const createdAt = now.toISOString();
  const expiresAt = isoAfter(now, expiresInDays * DAY);
  const notify = request.notify;
  const { email, invitationId: id } = grounds;
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
    contactId: invitee?.contact.id ?? ids.contactId,
    existingContact: invitee !== undefined,
    // Whoever comes first looks after the customer's account.
    role: invitee?.contact.role ?? ((customer?.contacts ?? 0) === 0 ? 'owner' : 'member'),
    applicationId: application?.id ?? DEFAULT_APPLICATION,
    groups,
    profile: request.profile ?? {},
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
    fingerprint: fingerprintOf(command),
    tokenHashes: new Set(),
    linkHashes: new Set(),
    timeline: [{ at: createdAt, type: 'created' }],
  };
  return { invitation, rules };
}

/** By what a repeat of the same request is told from another one with the same key. */
export function fingerprintOf({
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
    throw invalidField('presetId', 'There is no such preset. GET /v1/presets lists them.');
  const said = Object.entries(request).filter(([, value]) => value !== undefined);
  return { ...request, ...termsOf(preset), ...Object.fromEntries(said) };
}

/** An application that only the preset names is not known yet. */
async function referencesOf(
  deps: DraftDeps,
  tenantId: string,
  { applicationId, customerId }: CreateInvitationRequest,
  grounds: Grounds,
): Promise<References> {
  const application =
    applicationId === undefined || applicationId === DEFAULT_APPLICATION
      ? undefined
      : (grounds.application ?? (await deps.applications.get(tenantId, applicationId)));
  const customer = grounds.customer?.tenantId === tenantId ? grounds.customer : undefined;
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
  if (customer === undefined)
    return [{ path: 'customerId', message: 'There is no such customer.' }];
  if (customer.status === 'suspended')
    return [{ path: 'customerId', message: 'This customer is suspended: nobody can join it.' }];
  return [];
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
      : [{ path: 'company', message: 'Leave company out: the customer has a name.' }]),
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

/** What the request asks for, and what comes with its application. */
function grantedGroups(
  { groups }: CreateInvitationRequest,
  application: Application | undefined,
  { allowedGroups }: TenantRules,
): string[] {
  return [...new Set([...(groups ?? allowedGroups.slice(0, 1)), ...(application?.groups ?? [])])];
}

/** Grants that are not allowed have a code of their own, unless something else is wrong as well. */
function refuse(wrong: readonly FieldError[], grants: readonly FieldError[]): void {
  const errors = [...wrong, ...grants];
  if (errors.length === 0) return;
  if (wrong.length === 0)
    throw new FoyerError('grant_not_allowed', 'The invitation would grant what is not allowed.', {
      errors,
    });
  throw new FoyerError('invalid_request', 'Some fields are not right.', { errors });
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

/** A group that the request does not name came with the application. */
function pathOfGroup(group: string, { groups = [] }: CreateInvitationRequest): string {
  const index = groups.indexOf(group);
  return index === -1 ? 'applicationId' : `groups.${index}`;
}
