import { requireVersion } from '../http/entity-tag.ts';
import { mergePatch } from '../http/merge-patch.ts';
import { METADATA_MAX } from '../http/request-fields.ts';
import {
  differentEmailErrors,
  expiryErrors,
  groupErrors,
  redirectErrors,
} from '../invitations/invitation-rules.ts';
import type { Clock } from '../platform/clock.ts';
import type { FieldError } from '../platform/errors.ts';
import { creationOf, type Creator, sameCreation } from '../platform/idempotency.ts';
import type { Random } from '../platform/ids.ts';
import { applicationErrors, redirectPrefixes } from '../records/application.ts';
import { type Preset, presetSchema } from '../records/preset.ts';
import { type Installation, rulesOf } from '../records/tenant-settings.ts';
import type { CreatePresetRequest, UpdatePresetRequest } from './requests.ts';
import type { SettingsSnapshot, SettingsStore } from './settings-store.ts';
import {
  changeSettings,
  nameErrors,
  refuse,
  requireBelowLimit,
  requireEntry,
} from './update-settings.ts';

export interface ManagePresetsDeps {
  readonly settings: SettingsStore;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Creates a preset. A retry with the same `Idempotency-Key` returns the preset that the first request created, in its
 * current state.
 *
 * @throws {FoyerError} `invalid_request`, naming each invalid field; `not_found`, `idempotency_key_reused`,
 * `temporarily_unavailable`
 */
export async function createPreset(
  deps: ManagePresetsDeps,
  by: Creator,
  request: CreatePresetRequest,
): Promise<Preset> {
  const now = deps.clock.now().toISOString();
  const { tenantId } = by;
  const made: Preset = {
    ...request,
    ...creationOf('pre', by, request, deps.random),
    tenantId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  const { entry } = await changeSettings(deps.settings, tenantId, async (settings) => {
    const write = { record: 'preset' as const, id: made.id };
    const earlier = settings.presets.find(({ id }) => id === made.id);
    if (earlier !== undefined)
      return { ...write, entry: sameCreation(earlier, made.fingerprint), repeated: true };
    requireBelowLimit('presets', settings.presets);
    refuse(presetErrors(deps, settings, made));
    return { ...write, entry: made };
  });
  return entry;
}

/**
 * Updates a preset. New invitations use the new values, and existing ones stay the same.
 *
 * @throws {FoyerError} `invalid_request`, naming each invalid field; `not_found`, `version_mismatch`,
 * `temporarily_unavailable`
 */
export async function updatePreset(
  deps: ManagePresetsDeps,
  tenantId: string,
  id: string,
  {
    change,
    ifMatch,
  }: { readonly change: UpdatePresetRequest; readonly ifMatch?: string | undefined },
): Promise<Preset> {
  const { entry } = await changeSettings(deps.settings, tenantId, async (settings) => {
    const current = requireEntry('preset', settings.presets, id);
    requireVersion(ifMatch, current.version);
    const changed = presetSchema.parse({
      ...mergePatch<Partial<Preset>>(current, change),
      version: current.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    refuse(presetErrors(deps, settings, changed));
    return { record: 'preset', id, entry: changed };
  });
  return entry;
}

/** @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable` */
export async function deletePreset(
  deps: Pick<ManagePresetsDeps, 'settings'>,
  tenantId: string,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await changeSettings(deps.settings, tenantId, async (settings) => {
    requireVersion(ifMatch, requireEntry('preset', settings.presets, id).version);
    return { record: 'preset', id, entry: undefined };
  });
}

/**
 * Returns the errors in a preset, according to the rules for invitations. The request that uses a preset can set the
 * fields that the preset omits.
 */
function presetErrors(
  { installation }: Pick<ManagePresetsDeps, 'installation'>,
  { tenant, applications, presets }: SettingsSnapshot,
  preset: Preset,
): FieldError[] {
  const rules = rulesOf(tenant, installation);
  const application = applications.find(({ id }) => id === preset.applicationId);
  return [
    ...nameErrors('a preset', preset, presets),
    ...applicationErrors(preset.applicationId, application),
    ...groupErrors(preset.groups ?? [], rules),
    ...expiryErrors(preset.expiresInDays, rules),
    ...differentEmailErrors(preset.allowDifferentEmail, rules),
    ...metadataErrors(preset.metadata ?? {}),
    ...redirectErrors(preset.redirectUrl, redirectPrefixes(rules, application)),
  ];
}

/**
 * Returns an error if there are too many metadata entries. The schema limits only the entries of a request, and an
 * update adds them to the existing ones.
 */
function metadataErrors(metadata: Readonly<Record<string, string>>): FieldError[] {
  if (Object.keys(metadata).length <= METADATA_MAX) return [];
  return [{ path: 'metadata', message: `metadata must have at most ${METADATA_MAX} entries.` }];
}
