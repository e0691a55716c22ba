import { createContact } from '../../../lambdas/modules/contacts/create-contact.ts';
import { deleteContact } from '../../../lambdas/modules/contacts/delete-contact.ts';
import { inviteContact } from '../../../lambdas/modules/contacts/invite-contact.ts';
import {
  createContactSchema,
  updateContactSchema,
} from '../../../lambdas/modules/contacts/requests.ts';
import { updateContact } from '../../../lambdas/modules/contacts/update-contact.ts';
import { copyCustomer } from '../../../lambdas/modules/customers/copy-customer.ts';
import { createCustomer } from '../../../lambdas/modules/customers/create-customer.ts';
import {
  copyCustomerSchema,
  createCustomerSchema,
  updateCustomerSchema,
} from '../../../lambdas/modules/customers/requests.ts';
import {
  activateCustomer,
  suspendCustomer,
  updateCustomer,
} from '../../../lambdas/modules/customers/update-customer.ts';
import { parseRequest } from '../../../lambdas/modules/http/validation.ts';
import { createInvitationLink } from '../../../lambdas/modules/invitations/create-invitation-link.ts';
import { deleteInvitation } from '../../../lambdas/modules/invitations/delete-invitation.ts';
import { resendInvitation } from '../../../lambdas/modules/invitations/resend-invitation.ts';
import { revokeInvitation } from '../../../lambdas/modules/invitations/revoke-invitation.ts';
import { DAY, MINUTE } from '../../../lambdas/modules/platform/clock.ts';
import type { Contact } from '../../../lambdas/modules/records/contact.ts';
import {
  deleteColleague,
  inviteColleague,
  resendToColleague,
  updateColleague,
} from '../../../lambdas/modules/self-service/colleagues.ts';
import { inviteColleagueSchema } from '../../../lambdas/modules/self-service/requests.ts';
import { updateMe, updateMyCustomer } from '../../../lambdas/modules/self-service/update-me.ts';
import { acceptInvitation } from '../../../lambdas/modules/sign-up/accept-invitation.ts';
import { declineInvitation } from '../../../lambdas/modules/sign-up/decline-invitation.ts';
import { requestNewInvitationLink } from '../../../lambdas/modules/sign-up/request-new-invitation-link.ts';
import { sendVerificationCode } from '../../../lambdas/modules/sign-up/send-verification-code.ts';
import type { MortalProcess } from '../../support/engine/dying.ts';
import type { Act } from '../../support/engine/meetings.ts';
import { invite } from '../../support/modules/invitations.ts';
import { principalOf } from './colleague-commands.ts';
import { contentsOf } from './invariants.ts';
import { populate } from './signing-up.ts';
import { administrator } from './step.ts';
import { attempt, createWorld, type World } from './world.ts';

const TENANT = 'acme';
const EMAIL = 'ada@example.com';
const vendor = administrator(TENANT, 0);
const by = { principal: vendor };

/** The initial state of a meeting, and everything that can happen to it. */
export interface Stage {
  readonly world: World;
  readonly acts: Readonly<Record<string, Act>>;
}

/** Returns acts that may be rejected, or may die. */
function acts(
  all: Record<string, (process: MortalProcess) => Promise<unknown>>,
): Record<string, Act> {
  return Object.fromEntries(
    Object.entries(all).map(([name, work]) => [name, (process) => attempt(() => work(process))]),
  );
}

/** Returns the customer of the tenant, with its owner and its member, who can sign in. */
async function company(world: World) {
  await populate(world);
  const { contacts, customers } = await contentsOf(world);
  const customer = found(customers.find(({ tenantId }) => tenantId === TENANT));
  const of = (role: string): Contact =>
    found(contacts.find((one) => one.customerId === customer.id && one.role === role));
  return { customer, owner: of('owner'), member: of('member') };
}

function found<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('The scene is not as it should be.');
  return one;
}

/**
 * Sets up a contact of the customer who was invited and has received the email. `more` makes further changes to the
 * invitation.
 */
async function invited(more: (world: World, id: string) => Promise<void> = async () => undefined) {
  const world = await createWorld();
  const { customer, owner } = await company(world);
  const contact = await createContact(world.contactStore(), {
    by,
    customerId: customer.id,
    idempotencyKey: undefined,
    request: parseRequest(createContactSchema(), {
      email: EMAIL,
      sendInvite: true,
      groups: ['customers'],
    }),
  });
  await world.deliverMails('takes');
  const id = found(contact.invitationId);
  const { token } = found(world.received.at(-1));
  await more(world, id);
  world.clock.advance(MINUTE);
  return { world, contact, id, token, customer, by: principalOf(owner) };
}

type Invited = Awaited<ReturnType<typeof invited>>;

const submission = (nr: number) => ({
  password: `Correct-horse-battery-${nr}`,
  profile: { firstName: 'Grace', lastName: `Hopper ${nr}` },
  idempotencyKey: `submission-${nr}`,
});

/** Returns everything that can happen to an invitation in any state. */
function onInvitation({ world, contact, id, token, customer, by: owner }: Invited) {
  const command = { by, customerId: customer.id, contactId: contact.id };
  return {
    'a resend': (p) => resendInvitation(world.inviting(p), vendor, id),
    'a resend by an owner': (p) => resendToColleague(world.contactStore(p), owner, id),
    'a link': (p) => createInvitationLink(world.inviting(p), vendor, id),
    'a revocation': (p) => revokeInvitation(world.inviting(p), vendor, id),
    'an erasure': (p) => deleteInvitation(world.inviting(p), vendor, id),
    'an acceptance': (p) => acceptInvitation(world.accepting(p), { token, ...submission(1) }),
    'another acceptance': (p) => acceptInvitation(world.accepting(p), { token, ...submission(2) }),
    'a decline': (p) => declineInvitation(world.declining(p), token),
    'a request for a new link': (p) => requestNewInvitationLink(world.inviting(p), token),
    'an invitation': (p) => invite(world.inviting(p), { email: EMAIL }, by),
    'an invitation that resends': (p) =>
      invite(world.inviting(p), { email: EMAIL, onConflict: 'resend' }, by),
    'an invitation of the contact': (p) => inviteContact(world.contactStore(p), command),
    'a change of the email': (p) =>
      updateContact(world.contactStore(p), {
        ...command,
        ifMatch: undefined,
        change: parseRequest(updateContactSchema(), { email: 'mary@example.com' }),
      }),
    'a change of role and groups': (p) =>
      updateContact(world.contactStore(p), {
        ...command,
        ifMatch: undefined,
        change: parseRequest(updateContactSchema(), { role: 'owner', groups: ['partners'] }),
      }),
    'a removal': (p) => deleteContact(world.contactStore(p), { ...command, ifMatch: undefined }),
    'a suspension': (p) => suspendCustomer(world.managing(p), TENANT, customer.id),
    'the mailer': (p) => world.deliverMails('takes', p),
    'the reconciler': (p) => world.reconciling(p),
  } satisfies Record<string, Act>;
}

async function open(): Promise<Stage> {
  const scene = await invited();
  return { world: scene.world, acts: acts(onInvitation(scene)) };
}

/** Sets up an invitation with a queued email, after another one that has arrived. */
async function queued(): Promise<Stage> {
  const scene = await invited(async (world, id) => {
    world.clock.advance(MINUTE);
    await resendInvitation(world.inviting(), vendor, id);
  });
  return { world: scene.world, acts: acts(onInvitation(scene)) };
}

async function expired(): Promise<Stage> {
  const scene = await invited(async ({ clock }) => {
    clock.advance(8 * DAY);
  });
  return { world: scene.world, acts: acts(onInvitation(scene)) };
}

/** Sets up a link that was handed over. Opening it does not prove access to the mailbox. */
async function handedOver(): Promise<Stage> {
  const scene = await invited();
  const { link } = await createInvitationLink(scene.world.inviting(), vendor, scene.id);
  const token = found(link.split('#')[1]);
  const { world } = scene;
  const common = onInvitation({ ...scene, token });
  return {
    world,
    acts: acts({
      ...common,
      'a request for a code': (p) => sendVerificationCode(world.accepting(p), { token }),
    }),
  };
}

/** Sets up an owner and a member who can sign in, and an administrator. */
async function contactStore(): Promise<Stage> {
  const world = await createWorld();
  const { customer, owner, member } = await company(world);
  // Makes two contacts owners, who can remove each other.
  await updateContact(world.contactStore(), {
    ...{ by, customerId: customer.id, contactId: member.id, ifMatch: undefined },
    change: parseRequest(updateContactSchema(), { role: 'owner' }),
  });
  world.clock.advance(MINUTE);
  const [one, other] = [owner, { ...member, role: 'owner' as const }].map(principalOf);
  const [first, second] = [found(one), found(other)];
  const theirs = { principal: first, contactId: member.id, ifMatch: undefined };
  const own = { principal: second, contactId: owner.id, ifMatch: undefined };
  const asMember = parseRequest(updateContactSchema(), { role: 'member' });
  const command = { by, customerId: customer.id, contactId: member.id };
  const update = (p: MortalProcess, change: object) =>
    updateCustomer(world.managing(p), {
      ...{ principal: vendor, customerId: customer.id, ifMatch: undefined },
      change: parseRequest(updateCustomerSchema(), change),
    });
  return {
    world,
    acts: acts({
      'the first owner demotes the second': (p) =>
        updateColleague(world.contactStore(p), theirs, asMember),
      'the second owner demotes the first': (p) =>
        updateColleague(world.contactStore(p), own, asMember),
      'the first owner removes the second': (p) => deleteColleague(world.contactStore(p), theirs),
      'the second owner removes the first': (p) => deleteColleague(world.contactStore(p), own),
      'an owner invites': (p) =>
        inviteColleague(
          world.contactStore(p),
          first,
          parseRequest(inviteColleagueSchema(), { email: EMAIL }),
          undefined,
        ),
      'an owner changes the own profile': (p) =>
        updateMe(world.ownCorner(p), {
          ...{ principal: second, ifMatch: undefined },
          change: { firstName: 'Mary' },
        }),
      'an owner changes the company': (p) =>
        updateMyCustomer(world.ownCorner(p), {
          ...{ principal: first, ifMatch: undefined },
          change: { name: 'Yard & Sons' },
        }),
      'the vendor demotes the second': (p) =>
        updateContact(world.contactStore(p), { ...command, ifMatch: undefined, change: asMember }),
      'the vendor changes groups': (p) =>
        updateContact(world.contactStore(p), {
          ...{ ...command, ifMatch: undefined },
          change: parseRequest(updateContactSchema(), { groups: ['partners'] }),
        }),
      'the vendor removes the second': (p) =>
        deleteContact(world.contactStore(p), { ...command, ifMatch: undefined }),
      'the vendor adds somebody': (p) =>
        createContact(world.contactStore(p), {
          ...{ by, customerId: customer.id, idempotencyKey: undefined },
          request: parseRequest(createContactSchema(), { email: EMAIL, sendInvite: true }),
        }),
      'the vendor changes the customer': (p) =>
        update(p, { name: 'Army', allowDuplicate: true, groups: ['customers'] }),
      'the vendor copies the customer': (p) =>
        copyCustomer(world.managing(p), {
          ...{ principal: vendor, customerId: customer.id, idempotencyKey: undefined },
          request: parseRequest(copyCustomerSchema(), {
            name: 'Copy',
            email: EMAIL,
            sendInvite: true,
          }),
        }),
      'the vendor adds a customer of the same name': (p) =>
        createCustomer(world.managing(p), {
          ...{ principal: vendor, idempotencyKey: undefined },
          request: parseRequest(createCustomerSchema(), {
            name: 'Army',
            email: EMAIL,
            sendInvite: true,
          }),
        }),
      'the vendor suspends the customer': (p) =>
        suspendCustomer(world.managing(p), TENANT, customer.id),
      'the vendor activates the customer': (p) =>
        activateCustomer(world.managing(p), TENANT, customer.id),
      'the reconciler': (p) => world.reconciling(p),
    }),
  };
}

export const SCENES: Readonly<Record<string, () => Promise<Stage>>> = {
  'an open invitation': open,
  'an invitation whose mail is about to be sent': queued,
  'an expired invitation': expired,
  'a link that was handed over': handedOver,
  'the people of a customer': contactStore,
};
