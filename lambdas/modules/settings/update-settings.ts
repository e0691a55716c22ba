import { type FieldError, FoyerError } from '../platform/errors.ts';
import {
  isSameName,
  SETTINGS_MAX,
  type SettingsSnapshot,
  type SettingsStore,
  type SettingsWrite,
} from './settings-store.ts';

/** More than a few administrators, or a script, at the same moment. */
const ATTEMPTS = 8;

/**
 * Reads all that a tenant offers, lets `decide` choose one write, and makes it unless any of it has changed meanwhile; then
 * all over again. So names stay unique and no preset is left without its application, whoever else is changing things.
 *
 * @throws {FoyerError} `not_found` without such a tenant, `temporarily_unavailable`, and what `decide` throws.
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

/** @throws {FoyerError} `invalid_request` naming every field that is wrong. */
export function refuse(errors: readonly FieldError[]): void {
  if (errors.length === 0) return;
  const sentence =
    errors.length === 1 ? (errors[0]?.message ?? '') : `${errors.length} fields are invalid.`;
  throw new FoyerError('invalid_request', sentence, { errors });
}

/** Two of the same name could not be told apart where one is chosen. */
export function nameErrors(
  what: string,
  wanted: { readonly id: string; readonly name: string },
  others: readonly { readonly id: string; readonly name: string }[],
): FieldError[] {
  const twin = others.find(({ id, name }) => id !== wanted.id && isSameName(name, wanted.name));
  if (twin === undefined) return [];
  return [
    {
      path: 'name',
      message: `There is already ${what} with this name (${twin.id}). Choose another name.`,
    },
  ];
}

/** @throws {FoyerError} `invalid_request` */
export function requireBelowLimit(what: string, rows: readonly unknown[]): void {
  if (rows.length < SETTINGS_MAX) return;
  refuse([
    {
      path: '',
      message: `The tenant has reached its limit of ${SETTINGS_MAX} ${what}. Delete one first.`,
    },
  ]);
}

/** Another tenant's does not exist. @throws {FoyerError} `not_found` */
export function requireEntry<Entry extends { readonly id: string }>(
  what: string,
  entries: readonly Entry[],
  id: string,
): Entry {
  const entry = entries.find((candidate) => candidate.id === id);
  if (entry === undefined) throw new FoyerError('not_found', `The ${what} does not exist.`);
  return entry;
}
