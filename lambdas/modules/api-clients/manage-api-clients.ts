import type { ActivityNotes } from '../activity/activity-notes.ts';
import { requireVersion } from '../http/entity-tag.ts';
import type { Principal } from '../http/principal.ts';
import { type Clock, isoAfter, SECOND } from '../platform/clock.ts';
import { FoyerError, invalidField } from '../platform/errors.ts';
import {
  fingerprintOf,
  idempotencyKeyInUse,
  idempotencyKeyReused,
  sameCreation,
} from '../platform/idempotency.ts';
import { digest } from '../platform/ids.ts';
import type { Limits } from '../records/tenant-settings.ts';
import { type ApiClient, apiClientNotFound, type MachineScope } from './api-client.ts';
import type {
  ApiClientRef,
  ApiClientStore,
  ClientRequest,
  RotationChange,
} from './api-client-store.ts';
import type { ClientCredentials } from './client-credentials.ts';
import type { CreateApiClientRequest } from './requests.ts';

export interface ManageApiClientsDeps {
  readonly apiClients: ApiClientStore;
  readonly credentials: ClientCredentials;
  readonly notes: ActivityNotes;
  /** The tenant's permission to create clients, and the maximum number of clients. */
  readonly rules: {
    rulesFor(tenantId: string): Promise<{
      readonly limits: Pick<Limits, 'apiClients'>;
      readonly features: { readonly apiClients: boolean };
    }>;
  };
  readonly clock: Clock;
}

/** The caller who manages a tenant's clients: an administrator, an API client, or the operator of the installation. */
export type ApiClientActor = Pick<Principal, 'id' | 'name' | 'tenantId' | 'scopes'>;

/** Identifies a client, and the expected version. */
export interface ClientCommand {
  readonly id: string;
  readonly ifMatch?: string | undefined;
}

/** A client with its secret, which is shown only once. */
export interface ApiClientWithSecret {
  readonly client: ApiClient;
  readonly secret: string;
}

/**
 * The duration of leases. Creation and rotation take far less time. When a lease ends, its holder is no longer running,
 * because the function times out after 28 seconds.
 */
const LEASE = 30 * SECOND;

/**
 * Creates a client, first in the user pool, which assigns the ID, and then in the table. If a crash leaves a client in
 * the user pool, it has no owner, cannot get tokens, and is rejected everywhere.
 *
 * A retry with the same `Idempotency-Key` returns the client and the secret that the first request created. After a
 * crash, it continues with the client that already exists in the user pool.
 *
 * @throws {FoyerError} `feature_not_available` unless the operator has enabled API clients for the tenant,
 * `grant_not_allowed` for a scope that the caller does not have, `invalid_request` if the tenant has reached its limit,
 * `idempotency_key_reused`, `idempotency_key_in_use`, `temporarily_unavailable`
 */
export async function createApiClient(
  deps: ManageApiClientsDeps,
  by: ApiClientActor,
  { name, scopes }: CreateApiClientRequest,
  idempotencyKey?: string,
): Promise<ApiClientWithSecret> {
  const { tenantId } = by;
  const request =
    idempotencyKey === undefined
      ? undefined
      : {
          key: digest(tenantId, by.id, idempotencyKey),
          fingerprint: fingerprintOf({ name, scopes }),
        };
  requireOwnScopes(by, scopes, 'You cannot grant scopes that you do not have.');
  const [{ limits, features }, known] = await Promise.all([
    deps.rules.rulesFor(tenantId),
    deps.apiClients.list(tenantId),
  ]);
  const earlier = known.find((client) => client.request?.key === request?.key);
  if (request !== undefined && earlier !== undefined)
    return createdBefore(deps, earlier, request.fingerprint);
  if (!features.apiClients) throw notAvailable();
  if (known.length >= limits.apiClients) throw full(limits.apiClients);
  const draft = (id: string): ApiClient => ({
    ...{ id, tenantId, name, scopes, request },
    createdBy: { id: by.id, name: by.name },
    createdAt: deps.clock.now().toISOString(),
    version: 1,
  });
  if (request !== undefined) return createOnce(deps, { tenantId, ...request }, draft, limits);
  const { id, secret } = await deps.credentials.create({ tenantId, scopes });
  const client = draft(id);
  if (await added(deps, client, limits.apiClients)) return { client, secret };
  throw full(limits.apiClients);
}

/** Returns the client that the first request created. The user pool stores its secret; Foyer does not. */
async function createdBefore(
  { credentials }: Pick<ManageApiClientsDeps, 'credentials'>,
  client: ApiClient,
  fingerprint: string,
): Promise<ApiClientWithSecret> {
  sameCreation({ fingerprint: client.request?.fingerprint }, fingerprint);
  const secret = client.rotatedAt === undefined ? await credentials.secretOf(client.id) : undefined;
  if (secret !== undefined) return { client, secret };
  throw invalidField(
    'Idempotency-Key',
    `This request created the API client ${client.id}. Its first secret is no longer shown because it was rotated. Rotate it again to get a new one.`,
  );
}

/**
 * Creates the client for an `Idempotency-Key`. If several requests are concurrent, only one proceeds. A client that a
 * crashed request left in the user pool is reused.
 */
async function createOnce(
  deps: ManageApiClientsDeps,
  creation: Omit<ClientRequest, 'leaseUntil'>,
  draft: (id: string) => ApiClient,
  { apiClients: most }: Pick<Limits, 'apiClients'>,
): Promise<ApiClientWithSecret> {
  const { tenantId, key, fingerprint } = creation;
  const now = deps.clock.now();
  const request = { ...creation, leaseUntil: isoAfter(now, LEASE) };
  const right = await deps.apiClients.reserve(request, now);
  if (right === 'other') throw idempotencyKeyReused();
  if (right === 'busy') throw idempotencyKeyInUse();
  try {
    // The same request may have completed between the first read of the list and the reservation.
    const made = (await deps.apiClients.list(tenantId)).find((one) => one.request?.key === key);
    if (made !== undefined) return await createdBefore(deps, made, fingerprint);
    const wanted = { tenantId, scopes: draft('').scopes, requestKey: key };
    const left = right === 'resumed' ? await deps.credentials.leftBy(wanted) : undefined;
    const { id, secret } = left ?? (await deps.credentials.create(wanted));
    const client = draft(id);
    if ((await deps.apiClients.add(client, most, request)) === 'added') return { client, secret };
    await deps.credentials.remove(id);
    throw full(most);
  } catch (error) {
    // The write to the table and the call to the user pool may have succeeded. A retry checks both, and does not have
    // to wait.
    await deps.apiClients.release(request).catch(() => undefined);
    throw error;
  }
}

/**
 * Adds a client to the table. Returns false if the limit is reached. If the write fails, deletes the client from the
 * user pool if possible.
 */
async function added(
  deps: ManageApiClientsDeps,
  client: ApiClient,
  most: number,
): Promise<boolean> {
  try {
    if ((await deps.apiClients.add(client, most)) === 'added') return true;
  } catch (error) {
    // The write may have succeeded despite the error. The caller will retry.
    await deps.apiClients.remove(client).catch(() => undefined);
    await deps.credentials.remove(client.id).catch(() => undefined);
    throw error;
  }
  await deps.credentials.remove(client.id);
  return false;
}

/** Prevents callers from obtaining an API client with more scopes than they have themselves. */
function requireOwnScopes(
  { scopes: own = [] }: ApiClientActor,
  requested: readonly MachineScope[],
  sentence: string,
): void {
  const errors = requested.flatMap((scope, index) =>
    own.includes(scope)
      ? []
      : [
          {
            path: `scopes.${index}`,
            message: `You cannot grant the scope ${scope}, because you do not have it.`,
          },
        ],
  );
  if (errors.length > 0) throw new FoyerError('grant_not_allowed', sentence, { errors });
}

/** @throws {FoyerError} `not_found` */
export async function getApiClient(
  { apiClients }: Pick<ManageApiClientsDeps, 'apiClients'>,
  ref: ApiClientRef,
): Promise<ApiClient> {
  const client = await apiClients.get(ref);
  if (client === undefined) throw apiClientNotFound();
  return client;
}

/**
 * Creates a new secret. The previous secret remains valid until the next rotation or {@link
 * revokePreviousApiClientSecret}, so that the client is not interrupted.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `grant_not_allowed` for a caller with fewer scopes than the
 * client, `temporarily_unavailable`
 */
export async function rotateApiClientSecret(
  deps: ManageApiClientsDeps,
  by: ApiClientActor,
  command: ClientCommand,
): Promise<ApiClientWithSecret> {
  const client = await clientOf(deps, by, command);
  requireOwnScopes(
    by,
    client.scopes,
    'The API client has scopes that you do not have, so you cannot get its secret.',
  );
  const rotatedAt = deps.clock.now().toISOString();
  return whileRotating(deps, client, async () => {
    // A crash here leaves behind a secret that nobody has seen. The next rotation removes only that secret.
    const { secretId, secret } = await deps.credentials.addSecret(client.id, client.secretId);
    return { change: { secretId, rotatedAt }, secret };
  });
}

/**
 * Changes the secrets of a client with exclusive access. The user pool has no conditional writes, so without it, one of
 * two concurrent rotations would delete the secret that the other one returns.
 */
async function whileRotating<Result extends { readonly change: RotationChange }>(
  { apiClients, clock }: Pick<ManageApiClientsDeps, 'apiClients' | 'clock'>,
  client: ApiClient,
  work: () => Promise<Result>,
): Promise<Omit<Result, 'change'> & { readonly client: ApiClient }> {
  const now = clock.now();
  const begun = required(await apiClients.beginRotation(client, now, isoAfter(now, LEASE)));
  try {
    const { change, ...result } = await work();
    return { ...result, client: required(await apiClients.endRotation(begun, change)) };
  } catch (error) {
    // Allows a retry without waiting for the lease to end.
    await apiClients.endRotation(begun, {}).catch(() => undefined);
    throw error;
  }
}

/**
 * Revokes the previous secret, so that only the latest one works. Intended for a secret that was rotated because it
 * leaked.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable`
 */
export async function revokePreviousApiClientSecret(
  deps: ManageApiClientsDeps,
  by: ApiClientActor,
  command: ClientCommand,
): Promise<void> {
  const client = await clientOf(deps, by, command);
  const { tenantId, id } = client;
  const object = { type: 'api_client' as const, id };
  await whileRotating(deps, client, async () => {
    await deps.notes.note({ tenantId, type: 'api_client.earlier_secret_ended', object });
    await deps.credentials.keepOnly(id, client.secretId);
    return { change: {} };
  });
}

/**
 * Deletes a client, starting with its owner item. Without that item, the client cannot get tokens, and its existing
 * tokens are rejected. Can be retried until the rest is deleted.
 *
 * @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable`
 */
export async function removeApiClient(
  deps: ManageApiClientsDeps,
  by: ApiClientActor,
  command: ClientCommand,
): Promise<void> {
  const client = await clientOf(deps, by, command);
  await deps.apiClients.disown(client);
  await deps.credentials.remove(client.id);
  await deps.apiClients.remove(client);
}

/** Returns the client that a command identifies, in the caller's tenant. */
async function clientOf(
  deps: ManageApiClientsDeps,
  { tenantId }: ApiClientActor,
  { id, ifMatch }: ClientCommand,
): Promise<ApiClient> {
  const client = await getApiClient(deps, { tenantId, id });
  requireVersion(ifMatch, client.version);
  return client;
}

function notAvailable(): FoyerError {
  return new FoyerError(
    'feature_not_available',
    'API clients are not enabled for this company. Contact the operator of Foyer to enable them.',
  );
}

function full(most: number): FoyerError {
  return invalidField(
    '',
    `The tenant has reached its limit of ${most} API clients. Delete one first.`,
  );
}

function required(changed: ApiClient | undefined): ApiClient {
  if (changed !== undefined) return changed;
  throw new FoyerError(
    'temporarily_unavailable',
    'Another change to this API client is in progress. Get its latest version and try again.',
    { retryAfterSeconds: 1 },
  );
}
