import type { MachineScope } from '../../lambdas/modules/api-clients/api-client.ts';
import type { AdministratorName } from '../../local/outputs.ts';
import { administratorOf, foyer } from './foyer-client.ts';

/** What a program asks for tokens with. */
export interface MachineCredentials {
  readonly id: string;
  readonly secret: string;
}

/** What the token endpoint answers a program (RFC 6749 §4.4.2). */
export async function tokenAnswer(
  { id, secret }: MachineCredentials,
  scope?: string,
): Promise<{ readonly status: number; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${foyer().awsEndpoint}/oauth2/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      ...(scope !== undefined && { scope }),
    }),
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
  };
}

/** An access token of a program. @throws when it gets none. */
export async function machineToken(credentials: MachineCredentials): Promise<string> {
  const { status, body } = await tokenAnswer(credentials);
  const token = body['access_token'];
  if (status !== 200 || typeof token !== 'string')
    throw new Error(`The program got no token: ${status} ${JSON.stringify(body)}`);
  return token;
}

/** Has an administrator make a program with these scopes, and gets it a token. */
export async function tokenOfProgram(
  which: AdministratorName,
  scopes: readonly MachineScope[],
): Promise<string> {
  const admin = await administratorOf(which);
  const { status, text } = await admin.post('/v1/api-clients', { name: 'Program', scopes });
  if (status !== 201) throw new Error(`No program was made: ${status} ${text}`);
  return machineToken(JSON.parse(text) as MachineCredentials);
}
