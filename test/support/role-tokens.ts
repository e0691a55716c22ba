import type { AdministratorRole } from '../../lambdas/modules/platform/scopes.ts';
import { localClientConfig } from '../../local/local-aws.ts';
import { administratorsOf, ensureAdministrator } from '../../operator/administrators.ts';
import { deploymentIn } from '../../operator/deployment.ts';
import { foyer, newAddress } from './foyer-client.ts';
import { PASSWORD } from './life-of-an-invitation.ts';
import { signIn } from './sign-in.ts';

/** Adds somebody to a tenant's own people, with one role: their access token. */
export async function tokenInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  return (await signIn(await personInGroup(tenantId, role), PASSWORD)).accessToken;
}

/** Adds somebody to a tenant's own people, with one role. @returns the address to sign in with */
export async function personInGroup(tenantId: string, role: AdministratorRole): Promise<string> {
  const email = newAddress();
  const deployment = await deploymentIn(localClientConfig(foyer().awsEndpoint), 'local');
  const wanted = { tenantId, email, role, password: PASSWORD };
  await ensureAdministrator(administratorsOf(deployment), wanted);
  return email;
}
