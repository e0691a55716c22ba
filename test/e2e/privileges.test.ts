import { beforeAll, describe, expect, test } from 'vitest';

import { MACHINE_SCOPES, type MachineScope } from '../../lambdas/modules/api-clients/api-client.ts';
import type { Route } from '../../lambdas/modules/http/route.ts';
import { ROUTES } from '../../lambdas/modules/openapi/routes.ts';
import {
  ADMINISTRATOR_GROUPS,
  type AdministratorRole,
  type Scope,
} from '../../lambdas/modules/platform/scopes.ts';
import { administratorOf, request } from '../support/foyer/foyer-client.ts';
import { accept, invited, PASSWORD } from '../support/foyer/life-of-an-invitation.ts';
import { signIn, tokenInGroup, tokenOfProgram } from '../support/foyer/sign-in.ts';

/** API clients by their scopes. */
const PROGRAMS: Readonly<Record<string, readonly MachineScope[]>> = {
  'API client with every scope': MACHINE_SCOPES,
  'API client that only reads invitations': ['invitations:read'],
  'API client that manages settings': ['settings:read', 'settings:write'],
};
/** The scopes of each role: a tenant's administrators by group, API clients, a customer's contact, and no token. */
const ROLES: Readonly<Record<string, readonly Scope[]>> = {
  ...ADMINISTRATOR_GROUPS,
  ...PROGRAMS,
  'contact of a customer': ['self'],
  nobody: [],
};
const routes = Object.entries<Route>(ROUTES);
const tokens = new Map<string, string>();
const FOREIGN = 'API client of another tenant';
/** One object of each type that a tenant has, by the first part of its path. */
const owned = new Map<string, string>();

beforeAll(async () => {
  for (const group of Object.keys(ADMINISTRATOR_GROUPS) as AdministratorRole[])
    tokens.set(group, await tokenInGroup('acme', group));
  for (const [program, scopes] of Object.entries(PROGRAMS))
    tokens.set(program, await tokenOfProgram('admin', scopes));
  tokens.set(FOREIGN, await tokenOfProgram('otherAdmin', MACHINE_SCOPES));
  const guest = await invited();
  const arrived = await accept(guest.token);
  expect(arrived.status).toBe(201);
  tokens.set('contact of a customer', (await signIn(guest.email, PASSWORD)).accessToken);
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
  const bulk = { action: 'resend', ids: [guest.id], dryRun: true };
  owned.set('bulk-actions', (await admin.post('/v1/bulk-actions', bulk)).body.id);
  const administrators = await admin.get('/v1/administrators');
  owned.set('administrators', administrators.body.data[0]?.id ?? '');
  const client = { name: 'Matrix', scopes: ['invitations:read'] };
  owned.set('api-clients', (await admin.post('/v1/api-clients', client)).body.id);
});

/** Sends an empty body. A request that is rejected for its body has passed authorization. */
async function ask({ method, path, body }: Route, token: string | undefined, id = 'none') {
  return request(method, path.replace('{id}', id).replaceAll(/\{\w+\}/g, 'none'), {
    ...(token !== undefined && { token }),
    ...(body !== undefined && { body: {} }),
  });
}

function isNobody(role: string, { scope }: Route): boolean {
  return role === 'nobody' || (scope === 'self' && Object.hasOwn(PROGRAMS, role));
}

/** Operations that email the caller. An API client has no mailbox. */
const PEOPLE_ONLY = new Set<string>(['sendInvitationPreview']);

describe.each(Object.entries(ROLES))('%s', (role, scopes) => {
  test.each(routes)('can call %s only with the required scopes', async (id, route) => {
    const { status } = await ask(route, tokens.get(role));
    const needed = [route.scope, ...(route.alsoNeeds ?? [])];
    const isBarred = PEOPLE_ONLY.has(id) && Object.hasOwn(PROGRAMS, role);
    const may = !isBarred && needed.every((scope) => scope === 'public' || scopes.includes(scope));
    if (may) expect([200, 201, 202, 204, 400, 404]).toContain(status);
    // Self-service accepts only tokens of people. An API client counts as unauthenticated there.
    else expect(status).toBe(isNobody(role, route) ? 401 : 403);
  });
});

describe('a caller with every scope in another tenant', () => {
  const withId = routes.filter(
    ([, { path, scope }]) => path.includes('{id}') && scope !== 'self' && scope !== 'public',
  );
  test.each(withId)(
    'cannot call %s in this one, as an administrator or an API client',
    async (_, route) => {
      const { token } = await administratorOf('otherAdmin');
      const id = owned.get(route.path.split('/')[2] ?? '');
      const known: readonly string[] = MACHINE_SCOPES;
      const programs = known.includes(route.scope) ? [tokens.get(FOREIGN)] : [];
      for (const foreign of [token, ...programs]) {
        const { status, text } = await ask(route, foreign, id);
        // A route that validates the body before it reads the object rejects the empty body first.
        expect(route.body === undefined ? [404] : [400, 404]).toContain(status);
        expect(text).not.toContain('acme');
      }
    },
  );
});
