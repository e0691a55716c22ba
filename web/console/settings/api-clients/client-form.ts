/** The form of a new API client, and the code that its program begins with. */
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

/** Finds values that the API would reject. The API has the last word. */
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

/** Makes the request. Scopes have one order, however they were chosen. */
export function requestOf({ name, scopes }: ClientForm) {
  return { name: name.trim(), scopes: MACHINE_SCOPES.filter((scope) => scopes.includes(scope)) };
}

/** Addresses of the installation that a program needs. */
export interface Endpoints {
  readonly apiUrl: string;
  readonly tokenUrl: string;
}

/** Requests that each need no more than a scope, as a first try. */
const FIRST_CALLS = [
  ['invitations:read', '/v1/invitations', 'listInvitations'],
  ['customers:read', '/v1/customers', 'listCustomers'],
  ['settings:read', '/v1/tenant', 'getTenant'],
  ['activity:read', '/v1/activity', 'listActivity'],
] as const satisfies readonly (readonly [MachineScope, string, string])[];

function firstCall({ scopes }: Pick<MachineClient, 'scopes'>) {
  return FIRST_CALLS.find(([scope]) => scopes.includes(scope));
}

/** Gets a token with curl, and makes a first call where the scopes allow one. The secret is not in it: a history keeps it. */
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

/** The same with Foyer's client for TypeScript, which renews the token by itself. */
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
