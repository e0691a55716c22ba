import { requireScope } from '../http/principal.ts';
import {
  alreadyInvited,
  type CreateDeps,
  createInvitation,
  type DraftInvitation,
  tryToCreate,
} from '../invitations/create-invitation.ts';
import type { InviteCommand, Invitee } from '../invitations/draft-invitation.ts';
import { requestMark } from '../invitations/idempotency.ts';
import { type ContactActor, requireGrantable } from '../invitations/invitation-rules.ts';
import {
  type ResendDeps,
  resendInvitation,
  type ResendOptions,
} from '../invitations/resend-invitation.ts';
import { FoyerError } from '../platform/errors.ts';
import type { Contact, ContactRole } from '../records/contact.ts';
import type { Customer } from '../records/customer.ts';
import type { Invitation } from '../records/invitation.ts';
import {
  requireContact,
  requireContactWithoutAccount,
  requireCustomerOf,
  requireOwner,
  retryOnChange,
} from './contact-rules.ts';
import type { DynamoContactStore } from './contact-store.ts';
import type { CustomerChange } from './contact-writes.ts';
import {
  asInvited,
  changeForNewContact,
  emailRequired,
  findContactByEmail,
  nameAccountOnConflict,
  newContactId,
  openInvitation,
} from './known-contact.ts';

export interface InviteDeps extends CreateDeps {
  readonly contactStore: Pick<
    DynamoContactStore,
    | 'customer'
    | 'find'
    | 'invitation'
    | 'list'
    | 'putting'
    | 'changing'
    | 'changingCustomer'
    | 'replacing'
  >;
}

/** The person to invite. */
type InviteTarget =
  /** The person with the address: a contact of the customer in the request, or a new person. */
  | { readonly by: 'address' }
  /** An existing contact. */
  | { readonly by: 'contact'; readonly customerId: string; readonly contactId: string }
  /** A person who becomes a contact in the same step, unless a contact already has the address. */
  | { readonly by: 'person'; readonly customerId: string; readonly role: ContactRole | undefined }
  /** The first contact of a customer that is being created in the same step. */
  | { readonly by: 'customer'; readonly invitee: Invitee };

type Terms = Omit<InviteCommand['request'], 'email'>;

/** An entry point's request in a common form: the actor, the person to invite, and the terms of the invitation. */
export interface Invite extends Pick<
  InviteCommand,
  'idempotencyKey' | 'invitationId' | 'importId' | 'asked'
> {
  readonly actor: ContactActor;
  readonly target: InviteTarget;
  /** The address can be omitted for a contact, because it is already known. */
  readonly request: Terms & { readonly email?: string | undefined };
}

/** The invitation. `resent` indicates that it already existed and was resent with a new link. */
export interface Invited {
  readonly invitation: Invitation;
  readonly resent: boolean;
}

/** The default terms, for entry points that do not specify any. */
export const DEFAULT_TERMS = { notify: true, onConflict: 'error' } as const satisfies Terms;

/**
 * Invites a person through any entry point: the routes of invitations, contacts, customers, and self-service, and the
 * rows of imports, including dry runs. Entry points only translate their requests; the rules for invitations are here
 * and in `draftInvitation`. If a contact of the customer already has the address, that contact is invited instead of
 * creating a second one.
 *
 * @throws {FoyerError} `forbidden`, `not_found`, `email_required`, `contact_has_account`, and the errors of {@link
 * createInvitation}
 */
export async function invite(deps: InviteDeps, command: Invite): Promise<Invitation> {
  requireMayInvite(command.actor);
  return nameAccountOnConflict(deps.contactStore, command.actor, () =>
    retryOnChange(async () => {
      const invitee = await inviteeOf(deps, command);
      const { actor, request, ...rest } = command;
      const email = request.email ?? invitee?.contact?.email;
      if (email === undefined) throw emailRequired();
      return createInvitation(deps, { ...rest, ...actor, request: { ...request, email }, invitee });
    }),
  );
}

/**
 * Drafts the invitation to an address, and throws the errors that {@link invite} would throw. If `email` is omitted,
 * `sample` replaces it and is not checked.
 *
 * @throws {FoyerError} `forbidden`, and the errors of {@link tryToCreate}
 */
export async function tryToInvite(
  deps: InviteDeps,
  { actor, request }: Pick<Invite, 'actor' | 'request'>,
  sample: string,
): Promise<DraftInvitation> {
  const command = { actor, request, target: { by: 'address' }, idempotencyKey: undefined } as const;
  requireMayInvite(actor);
  const invitee = await inviteeOf(deps, command);
  return tryToCreate(
    deps,
    {
      ...{ ...actor, invitee, idempotencyKey: undefined },
      request: { ...request, email: request.email ?? sample },
    },
    request.email !== undefined,
  );
}

/**
 * Invites a person or, if the request allows it (`onConflict`), resends the invitation that causes the conflict. For a
 * contact, only the contact's own invitation is resent, and for a customer, only an invitation to join it.
 *
 * @throws {FoyerError} the errors of {@link invite} and {@link resendInvitation}
 */
export async function inviteOrResend(
  deps: InviteDeps & ResendDeps,
  command: Invite,
): Promise<Invited> {
  try {
    return { invitation: await invite(deps, command), resent: false };
  } catch (error) {
    const conflict = error instanceof FoyerError && error.code === 'already_invited';
    if (!conflict || command.request.onConflict !== 'resend') throw error;
    const { conflictingId } = error;
    if (conflictingId === undefined) throw error;
    const { actor, target, idempotencyKey, request, asked = request } = command;
    const { principal } = actor;
    if (target.by === 'contact' || request.customerId !== undefined) {
      const open = await deps.renewals.get(conflictingId);
      const isWanted =
        target.by === 'contact'
          ? open?.contactId === target.contactId
          : open?.customerId === request.customerId;
      if (!isWanted) throw error;
    }
    const mark =
      idempotencyKey === undefined ? undefined : requestMark(principal.id, idempotencyKey, asked);
    const permit = await resendAuthorizer(actor, deps.rules);
    const invitation = await resendInvitation(deps, principal, conflictingId, { mark, permit });
    return { invitation, resent: true };
  }
}

/**
 * Returns the check to run before a customer's contact resends an invitation. The check is required because the link
 * grants the invitation's groups. Users of the tenant can resend any invitation.
 */
export async function resendAuthorizer(
  actor: ContactActor,
  rules: ResendDeps['rules'],
): Promise<ResendOptions['permit']> {
  if (actor.member === undefined) return undefined;
  const inForce = await rules.rulesFor(actor.principal.tenantId);
  return ({ groups }) => {
    requireGrantable(actor, groups, inForce);
  };
}

/**
 * Requires permission to invite. Checked once per request, before anything is read.
 *
 * @throws {FoyerError} `forbidden`
 */
function requireMayInvite(actor: ContactActor): void {
  if (actor.member === undefined) requireScope(actor.principal, 'invitations:write');
  requireOwner(actor);
}

async function inviteeOf(deps: InviteDeps, command: Invite): Promise<Invitee | undefined> {
  const { actor, target, request } = command;
  switch (target.by) {
    case 'address':
      return request.customerId === undefined
        ? undefined
        : atAddress(deps, command, request.customerId);
    case 'contact':
      return knownContact(deps, actor, target);
    case 'person': {
      const customer = requireCustomerOf(
        actor,
        await deps.contactStore.customer(target.customerId),
      );
      const known = await findContactByEmail(deps, customer.id, request.email);
      return known === undefined
        ? newContact(deps, command, customer, target.role)
        : existing(deps, customer, { ...known, role: target.role ?? known.role }, known);
    }
    case 'customer':
      return target.invitee;
  }
}

/**
 * Returns the invitee with an address at a customer. If the customer does not exist or belongs to another tenant, it is
 * reported later, together with the other invalid fields of the request.
 */
async function atAddress(
  deps: InviteDeps,
  { actor, request: { email } }: Invite,
  customerId: string,
): Promise<Invitee | undefined> {
  const customer = await deps.contactStore.customer(customerId);
  if (customer?.tenantId !== actor.principal.tenantId) return undefined;
  const known = await findContactByEmail(deps, customerId, email);
  if (known !== undefined) return existing(deps, customer, known, known);
  return { customer, joins: true, companions: () => withCustomer(deps, customer, {}) };
}

/** @throws {FoyerError} `already_invited` if an invitation, expired or not, can be resent */
async function knownContact(
  deps: InviteDeps,
  actor: ContactActor,
  { customerId, contactId }: { readonly customerId: string; readonly contactId: string },
): Promise<Invitee> {
  const [found, person] = await Promise.all([
    deps.contactStore.customer(customerId),
    deps.contactStore.find(customerId, contactId),
  ]);
  const customer = requireCustomerOf(actor, found);
  const contact = requireContact(person);
  requireContactWithoutAccount(contact, 'it cannot be invited.');
  if (contact.email === undefined) throw emailRequired();
  const invitee = await existing(deps, customer, contact, contact);
  if (invitee.earlier !== undefined) throw alreadyInvited(invitee.earlier, deps.clock.now());
  return invitee;
}

/**
 * Returns an existing contact as it will be after the invitation. Its expired invitation is revoked, so that it cannot
 * be renewed alongside the new one.
 */
async function existing(
  deps: InviteDeps,
  customer: Customer,
  contact: Contact,
  seen: Contact,
): Promise<Invitee> {
  const { contactStore } = deps;
  const earlier = await openInvitation(deps, seen);
  const now = deps.clock.now().toISOString();
  return {
    ...{ customer, contact, earlier },
    companions: (invitation) => [
      contactStore.changing(seen, asInvited(contact, invitation)),
      ...withCustomer(deps, customer, {}),
      ...(earlier === undefined ? [] : [contactStore.replacing(earlier, invitation, now)]),
    ],
  };
}

function newContact(
  deps: InviteDeps,
  { actor: { principal }, request, idempotencyKey }: Invite,
  customer: Customer,
  role: ContactRole | undefined,
): Invitee {
  const { tenantId, id: customerId } = customer;
  const id = newContactId(deps, { customer, principal, idempotencyKey });
  const now = deps.clock.now().toISOString();
  const contact = { id, email: request.email, ...(role !== undefined && { role }) };
  return {
    ...{ customer, contact, joins: true },
    companions: (invitation, { limits }) => {
      const dates = { createdAt: now, updatedAt: now };
      const made = asInvited(
        { ...contact, tenantId, customerId, version: 1, ...dates },
        invitation,
      );
      return [
        deps.contactStore.putting(made, idempotencyKey !== undefined),
        ...withCustomer(
          deps,
          customer,
          changeForNewContact(customer, made),
          limits.contactsPerCustomer,
        ),
      ];
    },
  };
}

/** Returns the change to the customer to make in the same step, or nothing if the customer does not change. */
function withCustomer(
  { contactStore, clock }: InviteDeps,
  customer: Customer,
  change: CustomerChange,
  limit?: number,
) {
  const all = { ...change, ...statusWhenInvited(customer) };
  if (Object.keys(all).length === 0) return [];
  return [contactStore.changingCustomer(customer, all, { limit }, clock.now().toISOString())];
}

/** Returns the new status of an inactive customer without users, which is now waiting for its first user. */
function statusWhenInvited({ status, users }: Customer): Pick<CustomerChange, 'status'> {
  return status === 'inactive' && users === 0 ? { status: 'invited' } : {};
}
