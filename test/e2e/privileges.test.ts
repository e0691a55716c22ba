import { beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../lambdas/http/routes/route.ts';
import { ROUTES } from '../../lambdas/http/routes.ts';
import { ADMINISTRATOR_GROUPS, type Scope } from '../../lambdas/identity/scopes.ts';
import { administratorOf, request } from '../support/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/life-of-an-invitation.ts';
import { tokenInGroup } from '../support/role-tokens.ts';
import { signIn } from '../support/sign-in.ts';

/** What each role may do: the tenant's own people by group, a person of a customer, and nobody in particular. */
const ROLES: Readonly<Record<string, readonly Scope[]>> = {
  ...ADMINISTRATOR_GROUPS,
  'person of a customer': ['self'],
  nobody: [],
};
const routes = Object.entries<Route>(ROUTES);
/** What needs another scope besides that of its route, whatever is asked for. */
const ALSO: Readonly<Record<string, Scope>> = { inviteContact: 'invitations:write' };
const tokens = new Map<string, string>();
/** One of each of what a tenant has, by the first part of its path. */
const owned = new Map<string, string>();

beforeAll(async () => {
  for (const group of Object.keys(ADMINISTRATOR_GROUPS))
    tokens.set(group, await tokenInGroup('acme', group));
  const guest = await invited();
  const arrived = await accept(guest.token);
  expect(arrived.status).toBe(201);
  tokens.set('person of a customer', (await signIn(guest.email, PASSWORD)).accessToken);
  owned.set('invitations', guest.id);
  owned.set('customers', arrived.body.customerId);
  const admin = await administratorOf();
  const preset = await admin.post('/v1/presets', { name: `Matrix ${guest.id}` });
  owned.set('presets', preset.body.id);
  const job = await admin.post('/v1/invitation-imports', {
    dryRun: true,
    rows: [{ email: guest.email }],
  });
  owned.set('invitation-imports', job.body.id);
});

/** Asks with nothing in the body: what is refused for that was let through before. */
async function ask({ method, path, body }: Route, token: string | undefined, id = 'none') {
  return request(method, path.replace('{id}', id).replaceAll(/\{\w+\}/g, 'none'), {
    ...(token !== undefined && { token }),
    ...(body !== undefined && { body: {} }),
  });
}

describe.each(Object.entries(ROLES))('%s', (role, scopes) => {
  test.each(routes)('may %s exactly if its scopes say so', async (id, route) => {
    const { status } = await ask(route, tokens.get(role));
    const also = ALSO[id] ?? route.scope;
    const may = [route.scope, also].every((scope) => scope === 'public' || scopes.includes(scope));
    if (may) expect([200, 201, 202, 204, 400, 404]).toContain(status);
    else expect(status).toBe(role === 'nobody' ? 401 : 403);
  });
});

describe('whoever may do everything in another tenant finds nothing of this one', () => {
  const withId = routes.filter(
    ([, { path, scope }]) => path.includes('{id}') && scope !== 'self' && scope !== 'public',
  );
  test.each(withId)('and cannot %s', async (_, route) => {
    const { token } = await administratorOf('otherAdmin');
    const id = owned.get(route.path.split('/')[2] ?? '');
    const { status, text } = await ask(route, token, id);
    // Where the body is read first, nothing in it is not enough to get any further.
    expect(route.body === undefined ? [404] : [400, 404]).toContain(status);
    expect(text).not.toContain('acme');
  });
});
