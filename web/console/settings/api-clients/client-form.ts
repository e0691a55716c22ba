/** The form of a new API client, and sample code for its program. */
import type { MachineClient, MachineScope } from '../../../../client/src/generated/types.gen.ts';
import type { ApiClientsTexts } from './texts.ts';

export const MACHINE_SCOPES = [
  'invitations:read',
  'invitations:write',
  'invitations:link',
  'customers:read',
  'customers:write',
  'customers:plan',
  'settings:read',
  'settings:write',
  'activity:read',
] as const satisfies readonly MachineScope[];

export interface ClientForm extends Record<string, string | readonly string[]> {
  readonly name: string;
  readonly scopes: readonly MachineScope[];
}
export const EMPTY: ClientForm = { name: '', scopes: [] };

const NAME_MAX = 100;

/** Finds values that the API would reject. The API still validates everything. */
export function problemsWith(
  { name, scopes }: ClientForm,
  texts: ApiClientsTexts,
): Partial<Record<'name' | 'scopes', string>> {
  const { length } = name.trim();
  return {
    ...(length === 0 && { name: texts.nameRequired }),
    ...(length > NAME_MAX && { name: texts.nameLong }),
    ...(scopes.length === 0 && { scopes: texts.scopesRequired }),
  };
}

/** Makes the request. Scopes are sorted, regardless of the order in which they were chosen. */
export function requestOf({ name, scopes }: ClientForm) {
  return { name: name.trim(), scopes: MACHINE_SCOPES.filter((scope) => scopes.includes(scope)) };
}

/** The installation's URLs that a program needs. */
export interface Endpoints {
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** Sample requests that each need only one scope. */
const FIRST_CALLS = [
  ['invitations:read', '/v1/invitations', 'listInvitations'],
  ['customers:read', '/v1/customers', 'listCustomers'],
  ['settings:read', '/v1/tenant', 'getTenant'],
  ['activity:read', '/v1/activity', 'listActivity'],
] as const satisfies readonly (readonly [MachineScope, string, string])[];

function firstCall({ scopes }: Pick<MachineClient, 'scopes'>) {
  return FIRST_CALLS.find(([scope]) => scopes.includes(scope));
}

/**
 * curl commands for a token and, if the scopes allow one, a first call. Without the secret, which shell histories would
 * keep.
 */
export function shellCode(
  client: Pick<MachineClient, 'id' | 'scopes'>,
  { apiUrl, tokenUrl }: Endpoints,
): string {
  const [, path] = firstCall(client) ?? [];
  const token = `TOKEN=$(curl -s '${tokenUrl}' \\
  -u "${client.id}:$FOYER_CLIENT_SECRET" \\
  -d grant_type=client_credentials | jq -r .access_token)`;
  return path === undefined
    ? token
    : `${token}\ncurl -s '${apiUrl}${path}' -H "Authorization: Bearer $TOKEN"`;
}

/** The same with Foyer's TypeScript client, which renews the token automatically. */
export function typescriptCode(
  client: Pick<MachineClient, 'id' | 'scopes'>,
  { apiUrl, tokenUrl }: Endpoints,
): string {
  const [, , operation] = firstCall(client) ?? [];
  const names = ['clientCredentials', 'createFoyerClient', ...(operation ? [operation] : [])];
  return `import { ${names.join(', ')} } from '@foyer/client';

const client = createFoyerClient({
  baseUrl: '${apiUrl}',
  token: clientCredentials({
    tokenUrl: '${tokenUrl}',
    clientId: '${client.id}',
    clientSecret: process.env.FOYER_CLIENT_SECRET,
  }),
});${operation === undefined ? '' : `\nconst { data } = await ${operation}({ client });`}`;
}
