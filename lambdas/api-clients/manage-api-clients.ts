import type { Principal } from '../identity/principal.ts';
import type { Clock } from '../shared/clock.ts';
import { requireVersion } from '../shared/entity-tag.ts';
import { FoyerError, invalidField } from '../shared/errors.ts';
import type { Limits } from '../tenants/settings.ts';
import type { ApiClient, MachineScope } from './api-client.ts';
import type { ApiClientRef, ApiClientStore } from './api-client-store.ts';
import type { ClientCredentials } from './client-credentials.ts';
import type { CreateApiClientRequest } from './requests.ts';

export interface ManageApiClientsDeps {
  readonly apiClients: ApiClientStore;
  readonly credentials: ClientCredentials;
  /** How many a tenant may have. */
  readonly rules: {
    rulesFor(tenantId: string): Promise<{ readonly limits: Pick<Limits, 'apiClients'> }>;
  };
  readonly clock: Clock;
}

/** Who looks after the clients of a tenant: somebody of it, a program of it, or the operator of the installation. */
export type ClientKeeper = Pick<Principal, 'id' | 'name' | 'tenantId' | 'scopes'>;

/** Which client, and which version of it was meant. */
export interface ClientCommand {
  readonly id: string;
  readonly ifMatch?: string | undefined;
}

/** A client, and the secret that is shown this once. */
export interface ApiClientWithSecret {
  readonly client: ApiClient;
  readonly secret: string;
}

/**
 * Makes a client. First in the user pool, where ids come from, then known to Foyer: what a crash leaves behind in
 * between belongs to nobody, gets no token and would be let in nowhere.
 *
 * @throws {FoyerError} `grant_not_allowed` for a scope that whoever asks does not have, `invalid_request` when there are
 * as many as there may be, `temporarily_unavailable`
 */
export async function createApiClient(
  deps: ManageApiClientsDeps,
  by: ClientKeeper,
  { name, scopes }: CreateApiClientRequest,
): Promise<ApiClientWithSecret> {
  const { tenantId } = by;
  requireOwnScopes(by, scopes, 'The client would be allowed more than you are.');
  const [{ limits }, known] = await Promise.all([
    deps.rules.rulesFor(tenantId),
    deps.apiClients.list(tenantId),
  ]);
  if (known.length >= limits.apiClients) throw full(limits.apiClients);
  const { id, secret } = await deps.credentials.create({ tenantId, scopes });
  const client: ApiClient = {
    ...{ id, tenantId, name, scopes },
    createdBy: { id: by.id, name: by.name },
    createdAt: deps.clock.now().toISOString(),
    version: 1,
  };
  if (await added(deps, client, limits.apiClients)) return { client, secret };
  throw full(limits.apiClients);
}

/** Whether it is there now; if not, nothing of it is left as far as that is possible. */
async function added(
  deps: ManageApiClientsDeps,
  client: ApiClient,
  most: number,
): Promise<boolean> {
  try {
    if ((await deps.apiClients.add(client, most)) === 'added') return true;
  } catch (error) {
    // The write may have reached the table all the same; whoever asks will ask again.
    await deps.apiClients.remove(client).catch(() => undefined);
    await deps.credentials.remove(client.id).catch(() => undefined);
    throw error;
  }
  await deps.credentials.remove(client.id);
  return false;
}

/** Nobody gets hold of a program that may do more than they may. */
function requireOwnScopes(
  { scopes: own = [] }: ClientKeeper,
  asked: readonly MachineScope[],
  sentence: string,
): void {
  const errors = asked.flatMap((scope, index) =>
    own.includes(scope)
      ? []
      : [{ path: `scopes.${index}`, message: `You do not have the scope ${scope} yourself.` }],
  );
  if (errors.length > 0) throw new FoyerError('grant_not_allowed', sentence, { errors });
}

/** @throws {FoyerError} `not_found` */
export async function getApiClient(
  { apiClients }: Pick<ManageApiClientsDeps, 'apiClients'>,
  ref: ApiClientRef,
): Promise<ApiClient> {
  const client = await apiClients.get(ref);
  if (client === undefined) throw new FoyerError('not_found', 'There is no such API client.');
  return client;
}

/**
 * Another secret; the one that was handed over before goes on working until the next rotation, or until
 * {@link revokePreviousApiClientSecret}, so that nothing stands still meanwhile.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `grant_not_allowed` for whoever may do less than the client,
 * `temporarily_unavailable`
 */
export async function rotateApiClientSecret(
  deps: ManageApiClientsDeps,
  by: ClientKeeper,
  command: ClientCommand,
): Promise<ApiClientWithSecret> {
  const client = await clientOf(deps, by, command);
  requireOwnScopes(
    by,
    client.scopes,
    'The client may do more than you: its secret is not for you.',
  );
  // First, so that of two who rotate at once one has to read again, and neither takes the other's new secret away.
  const begun = required(await deps.apiClients.change(client, {}));
  const { secretId, secret } = await deps.credentials.addSecret(client.id, client.secretId);
  // What a crash leaves behind here is a secret that nobody has seen: the next rotation takes it away, and no other.
  const rotatedAt = deps.clock.now().toISOString();
  return { client: required(await deps.apiClients.change(begun, { secretId, rotatedAt })), secret };
}

/**
 * From then on only the newest secret works, for one that was replaced because somebody else knew it.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable`
 */
export async function revokePreviousApiClientSecret(
  deps: ManageApiClientsDeps,
  by: ClientKeeper,
  command: ClientCommand,
): Promise<void> {
  const client = await clientOf(deps, by, command);
  await deps.credentials.keepOnly(client.id, client.secretId);
}

/**
 * Removes a client. What says whose it is goes first: without it, it gets no token, and none that it has is taken any
 * more. As long as Foyer knows the rest, this can be repeated.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable`
 */
export async function removeApiClient(
  deps: ManageApiClientsDeps,
  by: ClientKeeper,
  command: ClientCommand,
): Promise<void> {
  const client = await clientOf(deps, by, command);
  await deps.apiClients.disown(client);
  await deps.credentials.remove(client.id);
  await deps.apiClients.remove(client);
}

/** The client of a command, of the tenant of whoever commands. */
async function clientOf(
  deps: ManageApiClientsDeps,
  { tenantId }: ClientKeeper,
  { id, ifMatch }: ClientCommand,
): Promise<ApiClient> {
  const client = await getApiClient(deps, { tenantId, id });
  requireVersion(ifMatch, client.version);
  return client;
}

function full(most: number): FoyerError {
  return invalidField(
    '',
    `There can be at most ${most} API clients. Delete one that nobody uses first.`,
  );
}

function required(changed: ApiClient | undefined): ApiClient {
  if (changed !== undefined) return changed;
  throw new FoyerError(
    'temporarily_unavailable',
    'Somebody else rotated or deleted this client at the same moment. Read it again.',
    { retryAfterSeconds: 1 },
  );
}
