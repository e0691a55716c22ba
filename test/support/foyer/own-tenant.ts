import { randomUUID } from 'node:crypto';

import type { AdministratorRole } from '../../../lambdas/modules/platform/scopes.ts';
import { localClientConfig } from '../../../local/local-aws.ts';
import { createTenant, createTenantDeps } from '../../../operator/commands/create-tenant.ts';
import { deploymentIn } from '../../../operator/deployment.ts';
import { asSomebody, foyer, newAddress } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';
import { signIn, tokenInGroup } from './sign-in.ts';

/**
 * Creates a tenant with an administrator for a single test, so that its settings do not affect other tests. It can
 * create API clients, unless the test is about a tenant that cannot.
 */
export async function newTenant(name: string, { apiClients = true } = {}) {
  const id = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`;
  const email = newAddress();
  const deployment = await deploymentIn(localClientConfig(foyer().awsEndpoint), 'local');
  await createTenant(createTenantDeps(deployment), {
    ...{ id, idGiven: true, name, email, password: PASSWORD, features: { apiClients } },
  });
  return {
    id,
    email,
    /** Returns the signed-in administrator. */
    administrator: async () => asSomebody((await signIn(email, PASSWORD)).accessToken),
    /** Returns another signed-in administrator of the tenant, with a role. */
    somebodyIn: async (role: AdministratorRole) => asSomebody(await tokenInGroup(id, role)),
  };
}
