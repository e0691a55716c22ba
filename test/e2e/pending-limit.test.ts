import { expect, onTestFinished, test } from 'vitest';

import { administratorOf, newAddress, until } from '../support/foyer/foyer-client.ts';

/** A response of the settings routes. */
interface TenantBody {
  readonly settings: { readonly limits: Readonly<Record<string, number>> };
}

/** Returns an administrator of the smaller tenant, and restores the tenant's limits after the test. */
async function setup() {
  const admin = await administratorOf('otherAdmin');
  const limit = async (pendingInvitations: number | null) => {
    const body = { settings: { limits: { pendingInvitations } } };
    return admin.patch('/v1/tenant', body);
  };
  onTestFinished(async () => {
    await limit(null);
  });
  const invite = () => admin.post('/v1/invitations', { email: newAddress(), notify: false });
  return { admin, limit, invite };
}

test('a tenant cannot exceed its limit of open invitations, and can invite again when one has ended', async () => {
  const { admin, limit, invite } = await setup();
  const open: string[] = [];
  const until429 = () =>
    until('the limit to bind', async () => {
      const answer = await invite();
      if (answer.status === 429) return answer;
      expect(answer.status, answer.text).toBe(201);
      open.push(answer.body.id);
      return undefined;
    });
  const changed = await limit(3);
  expect((changed.body as unknown as TenantBody).settings.limits).toMatchObject({
    pendingInvitations: 3,
  });
  const refused = await until429();
  expect(refused.body).toMatchObject({ status: 429, code: 'pending_limit_reached' });
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(86_400);

  // The tenant can also have other open invitations. With all of these and more allowed, the next one succeeds.
  await limit(null);
  const free = await invite();
  expect(free.status, free.text).toBe(201);
  open.push(free.body.id);
  const more = await admin.get('/v1/invitations?status=pending&limit=100');
  await limit(more.body.data.length);
  await until429();
  await admin.post(`/v1/invitations/${open[0]}/revoke`);
  await admin.post(`/v1/invitations/${open[1] ?? free.body.id}/revoke`);
  await until('room for one more', async () =>
    (await invite()).status === 201 ? true : undefined,
  );
});

test('a tenant cannot set a limit above the limit of the installation', async () => {
  const { limit } = await setup();
  const refused = await limit(100_001);
  expect([refused.status, refused.body.errors[0]?.path]).toEqual([
    400,
    'settings.limits.pendingInvitations',
  ]);
});
