import { localClientConfig } from './local-aws.ts';
import { localPassword } from './local-password.ts';
import { createTenantDeps } from '../operator/commands/create-tenant.ts';
import { createTenant } from '../operator/create-tenant.ts';
import { deploymentIn } from '../operator/deployment.ts';
import type { SignIn } from './outputs.ts';

/** The two local tenants: one to work with, and one that must never see anything of it. */
const tenants = {
  admin: {
    id: 'acme',
    name: 'Acme',
    branding: { color: '#3b46c4' },
    email: 'admin@acme.example',
    adminName: 'Ada Lindqvist',
  },
  otherAdmin: {
    id: 'globex',
    name: 'Globex',
    branding: {},
    email: 'admin@globex.example',
    adminName: 'Marco Bianchi',
  },
} as const;

/** Creates the local tenants and their administrators, with the code of `npm run admin`. */
export async function seed(endpoint: string): Promise<{ admin: SignIn; otherAdmin: SignIn }> {
  const deps = createTenantDeps(await deploymentIn(localClientConfig(endpoint), 'local'));
  const signInFor = async (tenant: (typeof tenants)[keyof typeof tenants]): Promise<SignIn> => {
    await createTenant(deps, { ...tenant, idGiven: true, password: localPassword });
    return { email: tenant.email, password: localPassword, tenantId: tenant.id };
  };
  return { admin: await signInFor(tenants.admin), otherAdmin: await signInFor(tenants.otherAdmin) };
}
