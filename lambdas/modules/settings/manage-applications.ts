import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import type { ClientFinder } from '../identity/user-pool.ts';
import { groupErrors, redirectErrors } from '../invitations/invitation-rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { FieldError } from '../platform/errors.ts';
import { creationOf, type Creator, sameCreation } from '../platform/idempotency.ts';
import type { Random } from '../platform/ids.ts';
import { type Application, applicationSchema, canBeInvitedTo } from '../records/application.ts';
import { type Installation, rulesOf } from '../records/tenant-settings.ts';
import type { RegistrationFinder } from './client-registration.ts';
import type { CreateApplicationRequest, UpdateApplicationRequest } from './requests.ts';
import type { SettingsSnapshot, SettingsStore } from './settings-store.ts';
import {
  changeSettings,
  nameErrors,
  refuse,
  requireBelowLimit,
  requireEntry,
} from './update-settings.ts';

export interface ManageApplicationsDeps {
  readonly settings: SettingsStore;
  readonly clients: ClientFinder;
  readonly registrations: RegistrationFinder;
  /** Foyer's own client, which is open to the users of all tenants and is never registered. */
  readonly webClientId: string;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Creates an application. A retry with the same `Idempotency-Key` returns the application that the first request
 * created, in its current state.
 *
 * @throws {FoyerError} `invalid_request`, naming each invalid field; `not_found`, `idempotency_key_reused`,
 * `temporarily_unavailable`
 */
export async function createApplication(
  deps: ManageApplicationsDeps,
  by: Creator,
  request: CreateApplicationRequest,
): Promise<Application> {
  const now = deps.clock.now().toISOString();
  const { tenantId } = by;
  const made: Application = {
    ...request,
    ...creationOf('app', by, request, deps.random),
    groups: [...new Set(request.groups)],
    tenantId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const { entry } = await changeSettings(deps.settings, tenantId, async (settings) => {
    const write = { record: 'application' as const, id: made.id };
    const earlier = settings.applications.find(({ id }) => id === made.id);
    if (earlier !== undefined)
      return { ...write, entry: sameCreation(earlier, made.fingerprint), repeated: true };
    requireBelowLimit('applications', settings.applications);
    refuse(await applicationErrors(deps, settings, made));
    return { ...write, entry: made, registers: ownClientOf(deps, made) };
  });
  return entry;
}

/**
 * Updates an application. Open invitations keep the groups and the redirect URL that they were created with.
 *
 * @throws {FoyerError} `invalid_request`, naming each invalid field; `not_found`, `version_mismatch`,
 * `temporarily_unavailable`
 */
export async function updateApplication(
  deps: ManageApplicationsDeps,
  tenantId: string,
  id: string,
  {
    change,
    ifMatch,
  }: { readonly change: UpdateApplicationRequest; readonly ifMatch?: string | undefined },
): Promise<Application> {
  const { entry } = await changeSettings(deps.settings, tenantId, async (settings) => {
    const current = requireEntry('application', settings.applications, id);
    requireVersion(ifMatch, current.version);
    const merged = { groups: [], ...mergePatch<Partial<Application>>(current, change) };
    const changed = applicationSchema.parse({
      ...merged,
      groups: [...new Set(merged.groups)],
      version: current.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    refuse([
      ...(await applicationErrors(deps, settings, changed)),
      ...(canBeInvitedTo(changed) ? [] : usageErrors('protocol', settings, id)),
    ]);
    const registers = ownClientOf(deps, changed);
    const frees = await freedBy(deps, settings, current, registers);
    return { record: 'application', id, entry: changed, registers, frees };
  });
  return entry;
}

/**
 * @throws {FoyerError} `invalid_request` if presets use it, `not_found`, `version_mismatch`, `temporarily_unavailable`
 */
export async function deleteApplication(
  deps: Pick<ManageApplicationsDeps, 'settings' | 'registrations' | 'webClientId'>,
  tenantId: string,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await changeSettings(deps.settings, tenantId, async (settings) => {
    const current = requireEntry('application', settings.applications, id);
    requireVersion(ifMatch, current.version);
    refuse(usageErrors('id', settings, id));
    const frees = await freedBy(deps, settings, current, undefined);
    return { record: 'application', id, entry: undefined, frees };
  });
}

type RegistrationDeps = Pick<ManageApplicationsDeps, 'registrations' | 'webClientId'>;

/** Returns the client that an application registers for its tenant. */
function ownClientOf(
  { webClientId }: Pick<RegistrationDeps, 'webClientId'>,
  { clientId }: Pick<Application, 'clientId'>,
): string | undefined {
  return clientId === webClientId ? undefined : clientId;
}

/**
 * Returns the client to release when `current` is deleted or switches to `next`, if no other application of the tenant
 * uses it.
 */
async function freedBy(
  deps: RegistrationDeps,
  { tenant, applications }: SettingsSnapshot,
  current: Application,
  next: string | undefined,
): Promise<string | undefined> {
  const client = ownClientOf(deps, current);
  if (client === undefined || client === next) return undefined;
  if (applications.some(({ id, clientId }) => id !== current.id && clientId === client))
    return undefined;
  // An application that was created before registrations existed may have a client that another tenant has registered
  // since.
  const registration = await deps.registrations.find(client);
  return registration?.tenantId === tenant.id ? client : undefined;
}

async function applicationErrors(
  deps: ManageApplicationsDeps,
  { tenant, applications }: SettingsSnapshot,
  application: Application,
): Promise<FieldError[]> {
  const rules = rulesOf(tenant, deps.installation);
  const client = await checkClient(deps, application);
  const origins = client.callbackUrls.map((url) => new URL(url).origin);
  return [
    ...nameErrors('an application', application, applications),
    ...client.errors,
    // The callback URLs are known only if the client is valid.
    ...(client.errors.length > 0
      ? []
      : redirectErrors(application.redirectUrl, [...rules.redirectUrls, ...origins])),
    ...groupErrors(application.groups, rules),
  ];
}

interface CheckedClient {
  readonly errors: readonly FieldError[];
  readonly callbackUrls: readonly string[];
}

async function checkClient(
  deps: ManageApplicationsDeps,
  { protocol, clientId, tenantId }: Pick<Application, 'protocol' | 'clientId' | 'tenantId'>,
): Promise<CheckedClient> {
  const wrong = (message: string) => ({
    errors: [{ path: 'clientId', message }],
    callbackUrls: [],
  });
  if (!canBeInvitedTo({ protocol }))
    return clientId === undefined
      ? { errors: [], callbackUrls: [] }
      : wrong(`Omit clientId. An application with the protocol "${protocol}" has no client.`);
  if (clientId === undefined)
    return wrong(`clientId is required for an application with the protocol "${protocol}".`);
  const [client, registration] = await Promise.all([
    deps.clients.find(clientId),
    deps.registrations.find(clientId),
  ]);
  if (client === undefined)
    return wrong(
      'The user pool has no client with this ID. Ask the operator of the installation for the ID.',
    );
  if (!client.codeFlow)
    return wrong('The client must allow the authorization code grant, so that people can sign in.');
  if (registration !== undefined && registration.tenantId !== tenantId)
    return wrong(
      'Another company has registered this client. Ask the operator of the installation for a client of your own.',
    );
  return { errors: [], callbackUrls: client.callbackUrls };
}

/**
 * Returns an error if presets use the application, because every invitation that uses one of these presets would fail
 * without it.
 */
function usageErrors(
  path: string,
  { presets }: SettingsSnapshot,
  applicationId: string,
): FieldError[] {
  const users = presets.filter((preset) => preset.applicationId === applicationId);
  if (users.length === 0) return [];
  const names = users.map(({ id, name }) => `"${name}" (${id})`).join(', ');
  return [
    {
      path,
      message: `Presets refer to this application: ${names}. Change or delete them first.`,
    },
  ];
}
