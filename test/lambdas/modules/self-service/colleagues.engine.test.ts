import { describe, expect, test } from 'vitest';

import { DynamoContactReader } from '../../../../lambdas/modules/access/access.ts';
import { updateContact } from '../../../../lambdas/modules/contacts/update-contact.ts';
import type { Principal } from '../../../../lambdas/modules/http/principal.ts';
import { resendInvitation } from '../../../../lambdas/modules/invitations/resend-invitation.ts';
import { DAY, MINUTE } from '../../../../lambdas/modules/platform/clock.ts';
import type { FoyerError } from '../../../../lambdas/modules/platform/errors.ts';
import type { Contact } from '../../../../lambdas/modules/records/contact.ts';
import { DynamoCustomerFinder } from '../../../../lambdas/modules/records/customer-item.ts';
import {
  type ColleagueDeps,
  inviteColleague,
  resendToColleague,
} from '../../../../lambdas/modules/self-service/colleagues.ts';
import { beforeCall } from '../../../support/engine/dying.ts';
import { FakeUserPool } from '../../../support/fakes/fake-user-pool.ts';
import type { RequestParts } from '../../../support/functions/http-event.ts';
import { added, peopleOn, vendor } from '../../../support/modules/contacts.ts';
import { putCustomers, testContact, testCustomer } from '../../../support/modules/customers.ts';
import { administrator, invite } from '../../../support/modules/invitations.ts';
import { customerArea } from '../../../support/modules/self-service.ts';

const PEOPLE = '/v1/me/customer/contacts';
const PERSON = `${PEOPLE}/{contactId}`;
const INVITATIONS = '/v1/me/customer/invitations';
const RESEND = `${INVITATIONS}/{id}/resend`;
const REVOKE = `${INVITATIONS}/{id}/revoke`;

type World = Awaited<ReturnType<typeof customerArea>>;

const of = (contactId: string): RequestParts => ({ pathParameters: { contactId } });
const invitationOf = (id: unknown): RequestParts => ({ pathParameters: { id: String(id) } });

/** Returns the identity in the token of a contact with an account. */
function principalOf({ id: contactId, tenantId, customerId, userId = '' }: Contact): Principal {
  const member = { customerId, contactId, userId };
  return { id: userId, name: 'Grace Hopper', tenantId, scopes: ['self'], member };
}

/** Ways in which an owner resends a colleague's link. */
const SENDING_AGAIN: readonly {
  readonly door: string;
  readonly send: (deps: ColleagueDeps, by: Principal, target: Contact) => Promise<unknown>;
}[] = [
  {
    door: 'the resend of an invitation',
    send: (deps, by, { invitationId = '' }) => resendToColleague(deps, by, invitationId),
  },
  {
    door: 'the invite of a known colleague',
    send: (deps, by, { id }) => inviteColleague(deps, by, { contactId: id }, undefined),
  },
];

/** Returns the stored customer and contact. */
async function stored({ table, customer, member }: World) {
  const { client, tableName } = table;
  return {
    customer: await new DynamoCustomerFinder(client, tableName).find(customer.id),
    member: await new DynamoContactReader(client, tableName).find(customer.id, member.id),
  };
}

describe('an owner', () => {
  test('invites a colleague, who becomes a member with the owner’s groups, in the owner’s current name', async () => {
    const world = await customerArea();
    const grace = world.as(world.owner, { name: 'Name of an older token' });
    const answer = await grace.post(INVITATIONS, { email: 'katherine@example.com' });
    expect(answer).toMatchObject({
      status: 201,
      json: {
        email: 'katherine@example.com',
        status: 'pending',
        role: 'member',
        groups: ['customers'],
        delivery: { status: 'queued' },
        invitedBy: { name: 'Grace Hopper' },
      },
    });
    const { json } = await grace.get(PEOPLE);
    expect(json['data']).toContainEqual(
      expect.objectContaining({ email: 'katherine@example.com', status: 'invited' }),
    );
    expect((await stored(world)).customer).toMatchObject({ contacts: 3, users: 2, owners: 1 });
    const list = await grace.get(INVITATIONS);
    expect(list.json['data']).toMatchObject([{ id: answer.json['id'] }]);
  });

  test('invites an existing contact, and again with a new link', async () => {
    const { as, owner } = await customerArea();
    const grace = as(owner);
    const added = await grace.post(PEOPLE, { email: 'dorothy@example.com', role: 'owner' });
    expect(added).toMatchObject({ status: 201, json: { status: 'none' } });
    const request = { contactId: added.json['id'] };
    const first = await grace.post(INVITATIONS, request);
    expect(first).toMatchObject({ status: 201, json: { role: 'owner', delivery: { sends: 1 } } });
    const again = await grace.post(INVITATIONS, request);
    expect(again).toMatchObject({
      status: 200,
      json: { id: first.json['id'], delivery: { sends: 2 } },
    });
    const mixed = await grace.post(INVITATIONS, { ...request, role: 'member' });
    expect(mixed).toMatchObject({ status: 400, json: { errors: [{ path: 'role' }] } });
    const neither = await grace.post(INVITATIONS, {});
    expect(neither).toMatchObject({ status: 400, json: { errors: [{ path: 'email' }] } });
  });

  test('can grant only their own groups, even if the tenant allows more', async () => {
    const world = await customerArea({ customer: { groups: ['partners'] } });
    const grace = world.as(world.owner);
    const email = 'katherine@example.com';
    const asked = await grace.post(INVITATIONS, { email, groups: ['customers', 'partners'] });
    expect(asked).toMatchObject({
      status: 403,
      json: { code: 'grant_not_allowed', errors: [{ path: 'groups.1' }] },
    });
    // The customer's default groups are not the owner's. Nothing is granted, not even the tenant's default group.
    expect((await grace.post(INVITATIONS, { email })).json).toMatchObject({
      code: 'grant_not_allowed',
    });
    expect((await grace.get(PEOPLE)).json['data']).toHaveLength(2);
  });

  test('cannot resend an invitation in which administrators granted more than the owner’s own groups', async () => {
    const { as, owner, customer, deps } = await customerArea();
    const { id } = await invite(deps, {
      email: 'partner@example.com',
      customerId: customer.id,
      groups: ['partners'],
    });
    expect((await as(owner).post(RESEND, undefined, invitationOf(id))).json).toMatchObject({
      code: 'grant_not_allowed',
    });
    expect((await as(owner).post(REVOKE, undefined, invitationOf(id))).json).toMatchObject({
      status: 'revoked',
    });
  });

  test('cannot move a contact’s groups to another mailbox, or resend more than the owner has', async () => {
    const { as, owner, customer, deps, table } = await customerArea();
    const ids = { tenantId: customer.tenantId, customerId: customer.id };
    const partner = testContact({ ...ids, email: 'other@example.com', groups: ['partners'] });
    const invited = testContact({ ...ids, email: 'partner@example.com' });
    await putCustomers(table, [], [partner, invited]);
    await invite(deps, {
      ...{ email: 'partner@example.com', customerId: customer.id, groups: ['partners'] },
    });
    const grace = as(owner);
    const readdressed = await grace.patch(PERSON, { email: 'mine@example.com' }, of(partner.id));
    expect(readdressed.json).toMatchObject({ code: 'grant_not_allowed' });
    const again = await grace.post(INVITATIONS, { contactId: invited.id });
    expect(again.json).toMatchObject({ code: 'grant_not_allowed' });
  });

  test.each(SENDING_AGAIN)(
    'cannot grant a group that the vendor adds while the owner resends a link: $door',
    async ({ send }) => {
      let moments = 0;
      for (; ; moments++) {
        const { deps, owner, customer, table, clock } = await customerArea();
        const contactStore = peopleOn(table, clock, new FakeUserPool());
        const contact = await added(contactStore, customer.id, {
          ...{ email: 'new@example.com', groups: ['customers'], sendInvite: true },
        });
        const grant = async () => {
          clock.advance(1);
          const change = { groups: ['customers', 'partners'] };
          const command = { customerId: customer.id, contactId: contact.id, ifMatch: undefined };
          await updateContact(contactStore, { by: vendor, ...command, change });
          clock.advance(1);
        };
        const { target, reached } = beforeCall(deps.renewals, moments + 1, grant);
        const sending = send({ ...deps, renewals: target }, principalOf(owner), contact);
        const sent = await sending.then(
          () => 'sent',
          (error: unknown) => (error as FoyerError).code,
        );
        const { delivery } = (await deps.invitations.get(contact.invitationId ?? '')) ?? {};
        expect([sent, delivery?.sends]).toEqual(reached() ? ['grant_not_allowed', 1] : ['sent', 2]);
        if (!reached()) break;
      }
      // A read and a write.
      expect(moments).toBeGreaterThanOrEqual(2);
    },
  );

  test('is subject to the vendor’s limits', async () => {
    const limits = { contactsPerCustomer: 4, invitationsPerCustomerPerHour: 1 };
    const { as, owner, clock } = await customerArea({ tenant: { settings: { limits } } });
    const grace = as(owner);
    const outcomes = [];
    for (const name of ['a', 'b']) {
      const { json } = await grace.post(INVITATIONS, { email: `${name}@example.com` });
      outcomes.push(json['code'] ?? json['status']);
    }
    clock.advance(60 * MINUTE);
    for (const name of ['c', 'd']) {
      const { json } = await grace.post(INVITATIONS, { email: `${name}@example.com` });
      outcomes.push(json['code'] ?? json['status']);
    }
    expect(outcomes).toEqual(['pending', 'rate_limited', 'pending', 'contact_limit_reached']);
  });

  test('who invites strangers by the dozen is stopped after ten, under any name', async () => {
    const world = await customerArea({ customer: { name: 'www.evil.example' } });
    const lure = {
      firstName: 'Your account is locked, verify at',
      lastName: 'https://evil.example',
    };
    await world.setContact(world.owner, lure);
    const grace = world.as(world.owner);
    const strangers = Array.from({ length: 40 }, (_, index) => `stranger-${index}@example.com`);
    const answers = await Promise.all(
      strangers.map((email, index) =>
        index % 2 === 0
          ? grace.post(INVITATIONS, { email })
          : grace.post(PEOPLE, { email, sendInvite: true }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    for (const { status, json, headers } of answers)
      if (status !== 201) {
        expect(json).toMatchObject({ status: 429, code: 'rate_limited' });
        expect(headers['retry-after']).toBe('3600');
      }
    const { json } = await grace.get(INVITATIONS);
    const [{ id = '' } = {}] = json['data'] as { id?: string }[];
    expect((await grace.post(RESEND, undefined, invitationOf(id))).json).toMatchObject({
      code: 'rate_limited',
    });
    // Their emails name only the tenant in the subject.
    expect(await world.deps.invitations.get(id)).toMatchObject({ fromCustomer: true });
  });

  test('cannot find out who has an account or an invitation', async () => {
    const limits = { invitationsPerCustomerPerHour: 2 };
    const { as, owner, deps } = await customerArea({ tenant: { settings: { limits } } });
    await invite(deps, { email: 'known@example.com' });
    const codes = [];
    for (let count = 0; count < 3; count++) {
      const { json } = await as(owner).post(INVITATIONS, { email: 'known@example.com' });
      codes.push(json['code']);
    }
    expect(codes).toEqual(['already_invited', 'already_invited', 'rate_limited']);
  });

  test('shares a limit with the other owners, and does not use up the vendor’s', async () => {
    const limits = { invitationsPerCustomerPerHour: 2, invitationsPerTenantPerHour: 3 };
    const { as, owner, member, setContact, setCustomer, deps, customer, clock } =
      await customerArea({ tenant: { settings: { limits } } });
    await setContact(member, { role: 'owner' });
    await setCustomer({ owners: 2 });
    const codes = [];
    for (const [index, person] of [owner, member, owner, member].entries()) {
      const { json } = await as(person).post(INVITATIONS, { email: `a${index}@example.com` });
      codes.push(json['code'] ?? json['status']);
    }
    expect(codes).toEqual(['pending', 'pending', 'rate_limited', 'rate_limited']);
    const { id } = await invite(deps, { email: 'new@example.com', customerId: customer.id });
    for (const sends of [2, 3]) {
      clock.advance(1_000);
      expect(await resendInvitation(deps, administrator, id)).toMatchObject({
        delivery: { sends },
      });
    }
    clock.advance(60 * MINUTE);
    const later = await as(member).post(INVITATIONS, { email: 'later@example.com' });
    expect(later.status).toBe(201);
  });

  test('makes a member an owner, and can then leave', async () => {
    const world = await customerArea();
    const { as, owner, member } = world;
    for (const refused of [
      await as(owner).delete(PERSON, of(owner.id)),
      await as(owner).patch(PERSON, { role: 'member' }, of(owner.id)),
    ])
      expect(refused).toMatchObject({ status: 409, json: { code: 'last_owner' } });
    const promoted = await as(owner).patch(PERSON, { role: 'owner' }, of(member.id));
    expect(promoted).toMatchObject({ status: 200, json: { role: 'owner', version: 2 } });
    expect((await as(owner).delete(PERSON, of(owner.id))).status).toBe(204);
    expect((await as(owner).get(PEOPLE)).json).toMatchObject({ code: 'forbidden' });
    expect((await stored(world)).customer).toMatchObject({ users: 1, owners: 1 });
  });

  test('can remove the last name of a contact with an account only if the tenant allows one name', async () => {
    const { as, owner, member } = await customerArea();
    const path = of(member.id);
    const gone = { firstName: null, lastName: null };
    expect(await as(owner).patch(PERSON, gone, path)).toMatchObject({
      status: 400,
      json: { errors: [{ path: 'firstName' }, { path: 'lastName' }] },
    });
    const registration = { customer: { optional: ['lastName' as const] } };
    const open = await customerArea({ tenant: { settings: { registration } } });
    const answer = await open.as(open.owner).patch(PERSON, { lastName: null }, of(open.member.id));
    expect(answer).toMatchObject({ status: 200, json: { firstName: 'Alan' } });
    expect(answer.json).not.toHaveProperty('lastName');
  });

  test('with one name invites in that name', async () => {
    const registration = { customer: { optional: ['lastName' as const] } };
    const { as, owner } = await customerArea({ tenant: { settings: { registration } } });
    await as(owner).patch('/v1/me', { firstName: 'Pelé', lastName: null });
    const answer = await as(owner).post(INVITATIONS, { email: 'katherine@example.com' });
    expect(answer.json).toMatchObject({ invitedBy: { name: 'Pelé' } });
  });

  test('remains if two remove each other at the same time', async () => {
    const { as, owner, member, customer, table, setCustomer, setContact } = await customerArea();
    await setContact(member, { role: 'owner' });
    await setCustomer({ owners: 2 });
    const answers = await Promise.all([
      as(owner).delete(PERSON, of(member.id)),
      as(member).delete(PERSON, of(owner.id)),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const left = await new DynamoCustomerFinder(table.client, table.tableName).find(customer.id);
    expect(left).toMatchObject({ users: 1, owners: 1, status: 'active' });
  });

  test('removes a member, whose token is rejected from then on', async () => {
    const world = await customerArea();
    const { as, owner, member } = world;
    const stale = { ...of(member.id), headers: { 'if-match': '"9"' } };
    expect((await as(owner).delete(PERSON, stale)).json).toMatchObject({
      code: 'version_mismatch',
    });
    expect((await as(owner).delete(PERSON, of(member.id))).status).toBe(204);
    expect((await as(member).get(PEOPLE)).json).toMatchObject({ status: 403, code: 'forbidden' });
    expect((await stored(world)).member).toMatchObject({ formerUserId: 'user-member' });
  });

  test('sees, resends, and revokes the invitations to their company, and no others', async () => {
    const { as, owner, deps, table } = await customerArea();
    const other = testCustomer({ id: 'cus_other', contacts: 1, users: 1, owners: 1 });
    const stranger = testContact({
      customerId: other.id,
      userId: 'user-stranger',
      groups: ['customers'],
    });
    await putCustomers(table, [other], [stranger]);
    const { id } = await invite(deps, { email: 'new@example.com', customerId: other.id });
    const unrelated = await invite(deps, { email: 'vendor@example.com' });
    for (const invitationId of [id, unrelated.id, 'inv_none'])
      for (const path of [RESEND, REVOKE]) {
        const answer = await as(owner).post(path, undefined, invitationOf(invitationId));
        expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } });
      }
    for (const answer of [
      await as(owner).patch(PERSON, { role: 'member' }, of(stranger.id)),
      await as(owner).delete(PERSON, of(stranger.id)),
      await as(owner).post(INVITATIONS, { contactId: stranger.id }),
    ])
      expect(answer).toMatchObject({ status: 404, json: { code: 'not_found' } });
    expect((await as(owner).get(INVITATIONS)).json['data']).toEqual([]);

    const resent = await as(stranger).post(RESEND, undefined, invitationOf(id));
    expect(resent).toMatchObject({ status: 200, json: { delivery: { sends: 2 } } });
    expect((await as(stranger).post(REVOKE, undefined, invitationOf(id))).json).toMatchObject({
      status: 'revoked',
      revokedBy: { name: 'Grace Hopper' },
    });
  });

  test('learns which invitation is in conflict only if it is to their company', async () => {
    const { as, owner, deps, clock, customer, table } = await customerArea();
    const other = testCustomer({ id: 'cus_other' });
    await putCustomers(table, [other]);
    const grace = as(owner);
    const to = (email: string, customerId?: string) => invite(deps, { email, customerId });
    const theirs = await to('theirs@example.com', other.id);
    const own = await to('own@example.com', customer.id);
    const shared = await to('shared@example.com', customer.id);
    clock.advance(8 * DAY);
    const newer = await to('shared@example.com', other.id);
    await to('new@example.com');
    await resendInvitation(deps, administrator, theirs.id);
    await resendInvitation(deps, administrator, own.id);

    const known = await grace.post(PEOPLE, { email: 'new@example.com' });
    const hidden = [
      await grace.post(INVITATIONS, { email: 'theirs@example.com' }),
      await grace.post(PEOPLE, { email: 'theirs@example.com', sendInvite: true }),
      await grace.post(INVITATIONS, { contactId: known.json['id'] }),
      await grace.post(RESEND, undefined, invitationOf(shared.id)),
    ];
    for (const { status, json } of hidden) {
      expect({ status, code: json['code'] }).toEqual({ status: 409, code: 'already_invited' });
      expect(json).not.toHaveProperty('conflictingId');
      expect(JSON.stringify(json)).not.toMatch(new RegExp([theirs.id, newer.id].join('|')));
    }
    for (const answer of [
      await grace.post(INVITATIONS, { email: 'own@example.com' }),
      await grace.post(PEOPLE, { email: 'own@example.com', sendInvite: true }),
    ])
      expect(answer).toMatchObject({ status: 409, json: { conflictingId: own.id } });
  });

  test('cannot invite if the tenant has no customer portal', async () => {
    const { as, owner } = await customerArea({ tenant: { features: { customerPortal: false } } });
    const answer = await as(owner).post(INVITATIONS, { email: 'katherine@example.com' });
    expect(answer).toMatchObject({ status: 403, json: { code: 'feature_not_available' } });
  });

  test('who repeats an invitation with its Idempotency-Key invites once', async () => {
    const { as, owner } = await customerArea();
    const parts = { headers: { 'idempotency-key': 'the-same' } };
    const request = { email: 'katherine@example.com' };
    const first = await as(owner).post(INVITATIONS, request, parts);
    const again = await as(owner).post(INVITATIONS, request, parts);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json['id']).toBe(first.json['id']);
  });
});

describe('a member', () => {
  test('sees the colleagues, and cannot change them', async () => {
    const { as, owner, member } = await customerArea();
    const alan = as(member);
    const { json } = await alan.get(PEOPLE);
    expect(json['data']).toMatchObject(
      [owner, member]
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id, email }) => ({ id, email, status: 'active' })),
    );
    expect(JSON.stringify(json)).not.toContain('user-owner');
    for (const answer of [
      await alan.post(PEOPLE, { firstName: 'X' }),
      await alan.patch(PERSON, { role: 'owner' }, of(member.id)),
      await alan.delete(PERSON, of(owner.id)),
      await alan.post(INVITATIONS, { email: 'x@example.com' }),
      await alan.get(INVITATIONS),
      await alan.post(RESEND, undefined, invitationOf('inv_1')),
      await alan.post(REVOKE, undefined, invitationOf('inv_1')),
    ])
      expect(answer).toMatchObject({ status: 403, json: { code: 'forbidden' } });
  });
});
