import {
  AdminDeleteUserCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';
import { describe, expect, test } from 'vitest';

import { DAY, SECOND } from '../../lambdas/modules/platform/clock.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { longAgo, moveTimes } from '../support/engine/clock.ts';
import { awaitMail, foyer, linkIn, newAddress } from '../support/foyer/foyer-client.ts';
import {
  accept,
  invited,
  itemOf,
  PASSWORD,
  signUp,
  updateTenant,
} from '../support/foyer/life-of-an-invitation.ts';
import { signInAs } from '../support/foyer/sign-in.ts';

const aws = () => localClientConfig(foyer().awsEndpoint);

describe('inviting an address again works', () => {
  test('after the earlier invitation expired, whose link no longer works', async () => {
    const { admin, id, email, token } = await invited();
    await moveTimes(id, { expiresAt: longAgo() });
    const again = await admin.post('/v1/invitations', { email, company: 'Navy' });
    expect(again.status, again.text).toBe(201);
    expect(again.body.id).not.toBe(id);
    const fresh = linkIn(await awaitMail(email, 2));
    expect((await accept(token)).body).toMatchObject({ code: 'invitation_expired' });
    // The earlier invitation cannot be renewed next to the new one.
    expect((await admin.post(`/v1/invitations/${id}/resend`)).body).toMatchObject({
      code: 'already_invited',
      conflictingId: again.body.id,
    });
    expect((await accept(fresh.token)).status).toBe(201);
    const history = await admin.get(`/v1/invitations/${id}`);
    expect(history.body).toMatchObject({ status: 'expired', email });
  });

  test('after the earlier one was used and the account was removed', async () => {
    const { admin, id, email, token } = await invited();
    expect((await accept(token)).status).toBe(201);
    const taken = await admin.post('/v1/invitations', { email });
    expect(taken.body).toMatchObject({ status: 409, code: 'user_already_exists' });

    const removal = new AdminDeleteUserCommand({
      UserPoolId: foyer().userPoolId,
      Username: email,
    });
    await new CognitoIdentityProviderClient(aws()).send(removal);
    const again = await admin.post('/v1/invitations', { email, company: 'Navy' });
    expect(again.status, again.text).toBe(201);
    const fresh = linkIn(await awaitMail(email, 2));
    expect((await accept(fresh.token, { password: `${PASSWORD}9` })).status).toBe(201);
    await expect(signInAs(email, `${PASSWORD}9`)).resolves.toMatchObject({ token_use: 'access' });
    expect((await admin.get(`/v1/invitations/${id}`)).body.status).toBe('accepted');
  });

  test('after the earlier one was deleted', async () => {
    const { admin, id, email } = await invited();
    await admin.post(`/v1/invitations/${id}/revoke`);
    expect((await admin.delete(`/v1/invitations/${id}`)).status).toBe(204);
    expect((await admin.post('/v1/invitations', { email })).status).toBe(201);
    await awaitMail(email, 2);
  });
});

describe('resending', () => {
  test('works as often as needed until there is an account, and not after that', async () => {
    const { admin, id, email } = await invited();
    const resend = () => admin.post(`/v1/invitations/${id}/resend`);
    for (const sends of [2, 3, 4]) {
      expect((await resend()).body).toMatchObject({ id, status: 'pending', delivery: { sends } });
      await awaitMail(email, sends);
    }
    const { token } = linkIn(await awaitMail(email, 4));
    expect((await accept(token)).status).toBe(201);
    const refused = await resend();
    expect(refused).toMatchObject({ status: 409, body: { code: 'invitation_not_pending' } });
    expect(refused.text).toContain('accepted');
  });

  test('also works after the expiry: same invitation, a new link, and the earlier link stops working', async () => {
    const { admin, id, email, token, read } = await invited();
    await moveTimes(id, { expiresAt: longAgo() });
    expect((await signUp('lookup', { token })).body.code).toBe('invitation_expired');
    const resent = await admin.post(`/v1/invitations/${id}/resend`);
    expect(resent).toMatchObject({ status: 200, body: { id, status: 'pending' } });
    const dead = await signUp('lookup', { token });
    expect(dead).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect(dead.text).toContain('If you received a newer email, use the link in that one');
    const fresh = linkIn(await awaitMail(email, 2));
    expect((await accept(fresh.token)).status).toBe(201);
    expect((await read()).timeline.map(({ type }) => type)).toContain('resent');
  });
});

describe('pending and completed invitations', () => {
  test('are separate in the list: pending ones can be resent and revoked, completed ones can be viewed', async () => {
    const [open, used] = [await invited(), await invited()];
    expect((await accept(used.token)).status).toBe(201);
    const { admin } = open;
    const listed = async (status: string) => {
      const { body } = await admin.get(`/v1/invitations?status=${status}&limit=100`);
      return body.data.map(({ id }) => id);
    };
    const [pending, done] = [await listed('pending'), await listed('accepted')];
    expect(pending).toContain(open.id);
    expect(pending).not.toContain(used.id);
    expect(done).toContain(used.id);
    expect(done).not.toContain(open.id);

    expect((await used.read()).timeline.map(({ type }) => type)).toContain('accepted');
    expect((await admin.post(`/v1/invitations/${used.id}/revoke`)).status).toBe(409);
    expect((await admin.post(`/v1/invitations/${open.id}/resend`)).status).toBe(200);
    expect((await admin.post(`/v1/invitations/${open.id}/revoke`)).status).toBe(200);
    expect(await listed('revoked')).toContain(open.id);
  });
});

test('an invitation that was not accepted gets a deletion date at the end of the tenant’s retention period', async () => {
  await updateTenant({ retentionDays: 5 });
  const { admin } = await invited();
  const { body } = await admin.post('/v1/invitations', { email: newAddress(), expiresInDays: 2 });
  // The attribute that DynamoDB's TTL reads. The local AWS emulator does not remove items by TTL.
  const { removeAt, expiresAt } = await itemOf(body.id);
  const over = Date.parse(String(expiresAt)) + 5 * DAY;
  expect(Math.abs(Number(removeAt) * SECOND - over)).toBeLessThan(2 * SECOND);
});
