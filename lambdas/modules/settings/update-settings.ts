import { type FieldError, FoyerError } from '../platform/errors.ts';
import {
  isSameName,
  SETTINGS_MAX,
  type SettingsSnapshot,
  type SettingsStore,
  type SettingsWrite,
} from './settings-store.ts';

/** The maximum number of attempts: enough for several administrators, or a script, making changes at the same time. */
const ATTEMPTS = 8;

/**
 * Reads a tenant's applications and presets, lets `decide` choose one write, and performs it. Starts over if anything
 * has changed in the meantime, so that concurrent changes cannot lead to duplicate names or to presets without their
 * application.
 *
 * @throws {FoyerError} `not_found` if the tenant does not exist, `temporarily_unavailable`, and the errors of `decide`
 */
export async function changeSettings<Write extends SettingsWrite>(
  store: SettingsStore,
  tenantId: string,
  decide: (settings: SettingsSnapshot) => Promise<Write>,
): Promise<Write> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const settings = await store.read(tenantId);
    if (settings === undefined) throw new FoyerError('not_found', 'The tenant does not exist.');
    const write = await decide(settings);
    if (write.repeated === true) return write;
    if ((await store.write(settings, write)) === 'written') return write;
  }
  throw new FoyerError(
    'temporarily_unavailable',
    'Another change to the settings is in progress. Try again.',
    { retryAfterSeconds: 1 },
  );
}

/** @throws {FoyerError} `invalid_request`, naming each invalid field */
export function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const sentence =
    errors.length === 1 ? (errors[0]?.message ?? '') : `${errors.length} fields are invalid.`;
  throw new FoyerError('invalid_request', sentence, { errors });
}

/** Returns an error if the name is taken, because people could not tell two entries with the same name apart. */
export function nameErrors(
  noun: string,
  wanted: { readonly id: string; readonly name: string },
  others: readonly { readonly id: string; readonly name: string }[],
): FieldError[] {
  const twin = others.find(({ id, name }) => id !== wanted.id && isSameName(name, wanted.name));
  if (twin === undefined) return [];
  return [
    {
      path: 'name',
      message: `There is already ${noun} with this name (${twin.id}). Choose another name.`,
    },
  ];
}

/** @throws {FoyerError} `invalid_request` */
export function requireBelowLimit(noun: string, rows: readonly unknown[]): void {
  if (rows.length < SETTINGS_MAX) return;
  refuse([
    {
      path: '',
      message: `The tenant has reached its limit of ${SETTINGS_MAX} ${noun}. Delete one first.`,
    },
  ]);
}

/**
 * Returns an entry of the tenant. Entries of other tenants are treated as missing.
 *
 * @throws {FoyerError} `not_found`
 */
export function requireEntry<Entry extends { readonly id: string }>(
  noun: string,
  entries: readonly Entry[],
  id: string,
): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new FoyerError('not_found', `The ${noun} does not exist.`);
  return entry;
}
