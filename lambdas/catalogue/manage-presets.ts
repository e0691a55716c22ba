import { redirectPrefixes } from './application.ts';
import {
  changeCatalogue,
  nameErrors,
  refuse,
  requireEntry,
  requireRoom,
  type CatalogueStore,
} from './update-settings.ts';
import type { Catalogue } from './catalogue.ts';
import {
  differentEmailErrors,
  expiryErrors,
  groupErrors,
  redirectErrors,
} from '../terms/term-rules.ts';
import type { Clock } from '../shared/clock.ts';
import { requireVersion } from '../shared/entity-tag.ts';
import type { FieldError } from '../shared/errors.ts';
import { newId, type Random } from '../shared/ids.ts';
import { mergePatch } from '../shared/merge-patch.ts';
import { rulesOf, type Installation } from '../tenants/settings.ts';
import { presetSchema, type Preset } from './preset.ts';
import type { UpdatePresetRequest, CreatePresetRequest } from './preset-requests.ts';
import { applicationErrors } from './application.ts';
import { METADATA_MAX } from '../shared/request-fields.ts';

export interface ManagePresetsDeps {
  readonly catalogue: CatalogueStore;
  readonly installation: Installation;
  readonly clock: Clock;
  readonly random: Random;
}

/** @throws {FoyerError} `invalid_request` naming every field that is wrong, `not_found`, `temporarily_unavailable` */
export async function createPreset(
  deps: ManagePresetsDeps,
  tenantId: string,
  request: CreatePresetRequest,
): Promise<Preset> {
  const now = deps.clock.now().toISOString();
  const entry: Preset = {
    ...request,
    id: newId('pre', deps.random),
    tenantId,
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
  await changeCatalogue(deps.catalogue, tenantId, async (catalogue) => {
    requireRoom('presets', catalogue.presets);
    refuse(presetErrors(deps, catalogue, entry));
    return { record: 'preset', id: entry.id, entry };
  });
  return entry;
}

/**
 * Changes what the next invitations with this preset say; those that are there stay as they are.
 *
 * @throws {FoyerError} `invalid_request` naming every field that is wrong, `not_found`, `version_mismatch`,
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
  const { entry } = await changeCatalogue(deps.catalogue, tenantId, async (catalogue) => {
    const current = requireEntry('preset', catalogue.presets, id);
    requireVersion(ifMatch, current.version);
    const changed = presetSchema.parse({
      ...mergePatch<Partial<Preset>>(current, change),
      version: current.version + 1,
      updatedAt: deps.clock.now().toISOString(),
    });
    refuse(presetErrors(deps, catalogue, changed));
    return { record: 'preset', id, entry: changed };
  });
  return entry;
}

/** @throws {FoyerError} `not_found`, `version_mismatch`, `temporarily_unavailable` */
export async function deletePreset(
  deps: Pick<ManagePresetsDeps, 'catalogue'>,
  tenantId: string,
  id: string,
  ifMatch: string | undefined,
): Promise<void> {
  await changeCatalogue(deps.catalogue, tenantId, async (catalogue) => {
    requireVersion(ifMatch, requireEntry('preset', catalogue.presets, id).version);
    return { record: 'preset', id, entry: undefined };
  });
}

/** The rules of an invitation, as far as a preset decides: the request that names it may say the rest. */
function presetErrors(
  { installation }: Pick<ManagePresetsDeps, 'installation'>,
  { tenant, applications, presets }: Catalogue,
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

/** A change can bring in as many notes as a new preset, beside those that are there. */
function metadataErrors(metadata: Readonly<Record<string, string>>): FieldError[] {
  if (Object.keys(metadata).length <= METADATA_MAX) return [];
  return [{ path: 'metadata', message: `metadata may hold at most ${METADATA_MAX} entries.` }];
}
