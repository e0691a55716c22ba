import { accessTokenOf } from './access-token.ts';
import type { LocalOutputs } from './outputs.ts';

/**
 * Gives the first local tenant an application and a preset to try invitations with, as its administrator would: through
 * the API.
 */
export async function addExampleSettings(outputs: LocalOutputs): Promise<void> {
  const { siteUrl, webClientId } = outputs;
  const ask = await administrator(outputs);
  await ask('PATCH', '/v1/tenant', { settings: { redirectUrls: [siteUrl] } });
  const application = await ask('POST', '/v1/applications', {
    name: 'Customer portal',
    protocol: 'oidc',
    clientId: webClientId,
    redirectUrl: `${siteUrl}/sign-in`,
  });
  await ask('POST', '/v1/presets', {
    name: 'Portal users',
    applicationId: application.id,
    message: 'Welcome to our customer portal.',
    metadata: { source: 'preset' },
  });
}

async function administrator(outputs: LocalOutputs) {
  const token = await accessTokenOf(outputs, 'admin');
  return async (method: string, path: string, body: object): Promise<{ readonly id: string }> => {
    const response = await fetch(`${outputs.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as { id: string };
  };
}
