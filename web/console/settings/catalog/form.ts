/** The catalog form: its values from the saved catalog, and its request. */
import type {
  Tenant,
  TenantCatalog,
  UpdateTenantRequest,
} from '../../../../client/src/generated/types.gen.ts';
import type { ConflictingField } from '../../../app/conflict.tsx';
import type { CatalogTexts, ListName } from './texts.ts';

export const LISTS: readonly ListName[] = ['services', 'servicePlans', 'ranks'];

/** Maximum number of entries per list. */
export const ENTRIES_MAX = 50;
const LONGEST: Readonly<Record<ListName, number>> = { services: 100, servicePlans: 100, ranks: 40 };

/** An entry of a list in the form. */
export interface Entry {
  /** Stable while the entry is renamed and moved. */
  readonly key: string;
  readonly name: string;
  /** Undefined for new entries and for ranks. */
  readonly savedId?: string;
  /** The ID typed for a new entry; if empty, it is derived from the name. */
  readonly id: string;
  readonly isDefault: boolean;
}

export type CatalogForm = Readonly<Record<ListName, readonly Entry[]>>;

export function valuesOf({
  catalog: { services, servicePlans, ranks },
}: Pick<Tenant, 'catalog'>): CatalogForm {
  return {
    services: services.map(({ id, name, enabledByDefault }) => ({
      ...entryOf(id, name),
      isDefault: enabledByDefault,
    })),
    servicePlans: servicePlans.map(({ id, name }) => entryOf(id, name)),
    ranks: ranks.map((rank) => ({ key: `rank ${rank}`, name: rank, id: '', isDefault: false })),
  };
}

function entryOf(id: string, name: string): Entry {
  return { key: id, savedId: id, name, id: '', isDefault: false };
}

export function newEntry(key: string): Entry {
  return { key, name: '', id: '', isDefault: false };
}

/** The merge patch between two versions: each changed list, as a whole. */
export function patchOf(before: CatalogForm, after: CatalogForm): UpdateTenantRequest {
  const [was, is] = [catalogOf(before), catalogOf(after)];
  const changed = LISTS.filter((name) => JSON.stringify(was[name]) !== JSON.stringify(is[name]));
  if (changed.length === 0) return {};
  return { catalog: Object.fromEntries(changed.map((name) => [name, is[name]])) };
}

export function catalogOf(form: CatalogForm): TenantCatalog {
  const [services, servicePlans] = [form.services, form.servicePlans].map(filled);
  return {
    services: idsOf(services ?? [], 'service').map(([id, { name, isDefault }]) => ({
      id,
      name: name.trim(),
      enabledByDefault: isDefault,
    })),
    servicePlans: idsOf(servicePlans ?? [], 'plan').map(([id, { name }]) => ({
      id,
      name: name.trim(),
    })),
    ranks: filled(form.ranks).map(({ name }) => name.trim()),
  };
}

/** The entries to send, without new ones that are empty. */
export function filled(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter((entry) => !isBlank(entry));
}

function isBlank({ key, savedId, name, id }: Entry): boolean {
  return savedId === undefined && key.startsWith(NEW) && name.trim() === '' && id.trim() === '';
}
/** Prefix of new entries' keys. No ID starts with it. */
const NEW = '+';

export function newKey(): string {
  return `${NEW}${crypto.randomUUID()}`;
}

/** The entries with their IDs: saved, typed, or derived from the names and unique. */
export function idsOf(
  entries: readonly Entry[],
  usual: string,
): (readonly [id: string, entry: Entry])[] {
  const taken = new Set(entries.map(({ savedId, id }) => savedId ?? id.trim()));
  return entries.map((entry) => {
    const fixed = entry.savedId ?? entry.id.trim();
    if (fixed !== '') return [fixed, entry];
    const base = slugOf(entry.name) || usual;
    let id = base;
    for (let number = 2; taken.has(id); number++) id = `${base.slice(0, ID_MAX - 4)}-${number}`;
    taken.add(id);
    return [id, entry];
  });
}

const ID_MAX = 40;

/** Derives an ID from a name: lowercase letters and digits, joined by hyphens. Empty if the name has none. */
export function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, ID_MAX)
    .replaceAll(/^-+|-+$/g, '');
}

/** Moves the entry at `from` by `steps`; returns the list unchanged if that would leave it. */
export function moved(entries: readonly Entry[], from: number, steps: number): readonly Entry[] {
  const entry = entries[from];
  const to = from + steps;
  if (entry === undefined || to < 0 || to >= entries.length) return entries;
  return entries.toSpliced(from, 1).toSpliced(to, 0, entry);
}

/** Errors in the entries, by the key from {@link fieldOf}. The API still validates everything. */
export function problemsWith(form: CatalogForm, texts: CatalogTexts): Record<string, string> {
  const problems = LISTS.flatMap((list) =>
    filled(form[list]).flatMap((entry, at, all) => [
      ...nameProblems(list, entry, all.slice(0, at), texts),
      ...idProblems(list, entry, all.slice(0, at), texts),
    ]),
  );
  return Object.fromEntries(problems);
}

/** The key of an entry's field. */
export function fieldOf(list: ListName, { key }: Pick<Entry, 'key'>, field: 'name' | 'id'): string {
  return `${list} ${field} ${key}`;
}

function nameProblems(
  list: ListName,
  entry: Entry,
  earlier: readonly Entry[],
  texts: CatalogTexts,
): (readonly [string, string])[] {
  const name = entry.name.trim();
  const problem =
    name === ''
      ? texts.nameMissing
      : name.length > LONGEST[list]
        ? texts.nameLong(LONGEST[list])
        : list === 'ranks' && earlier.some((other) => other.name.trim() === name)
          ? texts.rankTaken
          : undefined;
  return problem === undefined ? [] : [[fieldOf(list, entry, 'name'), problem]];
}

function idProblems(
  list: ListName,
  entry: Entry,
  earlier: readonly Entry[],
  texts: CatalogTexts,
): (readonly [string, string])[] {
  const id = entry.id.trim();
  if (id === '') return [];
  const problem = !/^[a-z0-9][a-z0-9-]{0,39}$/.test(id)
    ? texts.idWrong
    : earlier.some((other) => (other.savedId ?? other.id.trim()) === id)
      ? texts.idTaken
      : undefined;
  return problem === undefined ? [] : [[fieldOf(list, entry, 'id'), problem]];
}

/** Names of saved entries that were removed. */
export function removedFrom(saved: readonly Entry[], entries: readonly Entry[]): string[] {
  const kept = new Set(entries.map(({ key }) => key));
  return saved.filter(({ key }) => !kept.has(key)).map(({ name }) => name);
}

/** The lists in two versions, as shown to people. */
export function compared(
  yours: CatalogForm,
  theirs: CatalogForm,
  texts: CatalogTexts,
): ConflictingField[] {
  const shown = (form: CatalogForm, list: ListName): string =>
    filled(form[list])
      .map(({ name, isDefault }) =>
        isDefault ? `${name.trim()} (${texts.isDefault})` : name.trim(),
      )
      .join('\n');
  return LISTS.map((list) => ({
    label: texts.lists[list].title,
    yours: shown(yours, list),
    theirs: shown(theirs, list),
  }));
}
