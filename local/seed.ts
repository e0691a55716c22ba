import { createTenant, createTenantDeps } from '../operator/commands/create-tenant.ts';
import { deploymentIn } from '../operator/deployment.ts';
import { localClientConfig, localPassword } from './local-aws.ts';
import {
  accessTokenOf,
  type AdministratorName,
  type LocalAdministrator,
  type LocalOutputs,
} from './outputs.ts';

/** The local tenants: one to work with, and one to verify that tenants cannot see each other's data. */
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

/** Creates the local tenants and their administrators, with the same code as `npm run admin`. */
export async function seedTenants(
  endpoint: string,
): Promise<Record<AdministratorName, LocalAdministrator>> {
  const deps = createTenantDeps(await deploymentIn(localClientConfig(endpoint), 'local'));
  const seed = async (name: AdministratorName): Promise<LocalAdministrator> => {
    const { id, email, ...rest } = tenants[name];
    const features = { apiClients: true };
    await createTenant(deps, {
      ...rest,
      id,
      email,
      idGiven: true,
      password: localPassword,
      features,
    });
    return { email, password: localPassword, tenantId: id };
  };
  return { admin: await seed('admin'), otherAdmin: await seed('otherAdmin') };
}

/** Adds an example application and preset to the first tenant, through the API as its administrator would. */
export async function seedExamples(outputs: LocalOutputs): Promise<void> {
  const { siteUrl, webClientId } = outputs;
  const send = await apiClientOf(outputs);
  await send('PATCH', '/v1/tenant', { settings: { redirectUrls: [siteUrl] } });
  const application = await send('POST', '/v1/applications', {
    name: 'Customer portal',
    protocol: 'oidc',
    clientId: webClientId,
    redirectUrl: `${siteUrl}/sign-in`,
  });
  await send('POST', '/v1/presets', {
    name: 'Portal users',
    applicationId: application.id,
    message: 'Welcome to our customer portal.',
    metadata: { source: 'preset' },
  });
}

async function apiClientOf(outputs: LocalOutputs) {
  const token = await accessTokenOf(outputs, 'admin');
  return async (method: string, path: string, body: object): Promise<{ readonly id: string }> => {
    const response = await fetch(`${outputs.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} failed with ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
}
