/** The preset form: its values from a saved preset, and its requests. */
import type {
  CreatePresetRequest,
  CustomerKind,
  FormField,
  Preset,
  UpdatePresetRequest,
} from '../../../../client/src/generated/types.gen.ts';
import type { ConflictingField } from '../../../app/conflict.tsx';
import type { SettingsTexts } from '../texts.ts';
import type { PresetsTexts } from './texts.ts';

export const FIELDS = [
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'company',
  'taxId',
] as const satisfies readonly FormField[];
/** Fields that can be prefilled. The company is specific to each invitation. */
export const PROFILE = ['firstName', 'lastName', 'jobTitle', 'phone', 'taxId'] as const;
const PLAIN = ['kind', 'applicationId', 'locale', 'message', 'redirectUrl'] as const;
const NOTES_MAX = 10;

/** A preset's form values. Nothing is absent, and almost everything is text. */
export interface PresetForm extends Record<string, string | boolean | readonly string[]> {
  readonly name: string;
  readonly kind: CustomerKind | '';
  readonly applicationId: string;
  readonly expiresInDays: string;
  readonly locale: string;
  readonly groups: readonly string[];
  readonly message: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
  readonly phone: string;
  readonly taxId: string;
  readonly allEditable: boolean;
  readonly editableFields: readonly FormField[];
  readonly differentEmail: 'yes' | 'no' | '';
  readonly redirectUrl: string;
  /** `name=value`, one per line. */
  readonly metadata: string;
}

export function valuesOf(preset: Partial<Preset>): PresetForm {
  const { profile = {}, allowDifferentEmail, editableFields, metadata = {} } = preset;
  return {
    name: preset.name ?? '',
    kind: preset.kind ?? '',
    applicationId: preset.applicationId ?? '',
    expiresInDays: preset.expiresInDays?.toString() ?? '',
    locale: preset.locale ?? '',
    groups: preset.groups ?? [],
    message: preset.message ?? '',
    firstName: profile.firstName ?? '',
    lastName: profile.lastName ?? '',
    jobTitle: profile.jobTitle ?? '',
    phone: profile.phone ?? '',
    taxId: profile.taxId ?? '',
    allEditable: editableFields === undefined,
    editableFields: editableFields ?? FIELDS,
    differentEmail: allowDifferentEmail === undefined ? '' : allowDifferentEmail ? 'yes' : 'no',
    redirectUrl: preset.redirectUrl ?? '',
    metadata: Object.entries(metadata)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}

/** The request that creates a preset, with only the fields that were filled in. */
export function creationOf(form: PresetForm): CreatePresetRequest {
  return { ...patchOf(valuesOf({}), form), name: form.name.trim() } as CreatePresetRequest;
}

/** The merge patch (RFC 7396) between two versions. An empty field removes the saved value. */
export function patchOf(before: PresetForm, after: PresetForm): UpdatePresetRequest {
  const profile = changes(before, after, PROFILE);
  const metadata = metadataPatch(notesOf(before.metadata), notesOf(after.metadata));
  const days = after.expiresInDays.trim();
  return {
    ...(before.name.trim() !== after.name.trim() && { name: after.name.trim() }),
    ...changes(before, after, PLAIN),
    ...(before.expiresInDays.trim() !== days && {
      expiresInDays: days === '' ? null : Number(days),
    }),
    ...(!same(before.groups, after.groups) && {
      groups: after.groups.length === 0 ? null : [...after.groups],
    }),
    ...(!same(editableOf(before), editableOf(after)) && {
      editableFields: editableOf(after) ?? null,
    }),
    ...(before.differentEmail !== after.differentEmail && {
      allowDifferentEmail: after.differentEmail === '' ? null : after.differentEmail === 'yes',
    }),
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  } as UpdatePresetRequest;
}

/** Finds values that the API would reject. The API still validates everything. */
export function problemsWith(
  form: PresetForm,
  maxExpiryDays: number,
  texts: PresetsTexts,
): Partial<Record<keyof PresetForm & string, string>> {
  const days = form.expiresInDays.trim();
  const isDays =
    days === '' || (/^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= maxExpiryDays);
  const lines = linesOf(form.metadata);
  const wrong = lines.find((line) => !/^[^=]{1,40}=[^]{0,200}$/.test(line));
  return {
    ...(form.name.trim() === '' && { name: texts.nameRequired }),
    ...(!isDays && { expiresInDays: texts.validityWrong(maxExpiryDays) }),
    ...(form.message.trim().length > 1000 && { message: texts.messageLong }),
    ...(lines.length > NOTES_MAX && { metadata: texts.metadataMany }),
    ...(wrong !== undefined && { metadata: texts.metadataWrong(wrong) }),
  };
}

/** Names of the objects that a preset refers to. */
export interface Names {
  readonly application: (id: string) => string;
  readonly language: (tag: string) => string;
}

/** A preset as shown to people: its fields in form order, including empty ones. */
export function factsOf(
  form: PresetForm,
  texts: PresetsTexts,
  shared: Pick<SettingsTexts, 'fields' | 'kinds'>,
  names: Names,
): (readonly [label: string, value: string])[] {
  const orEmpty = (text: string, shown: (text: string) => string): string =>
    text === '' ? '' : shown(text);
  const days = form.expiresInDays.trim();
  return [
    [texts.name, form.name.trim()],
    [texts.kind, form.kind === '' ? '' : shared.kinds[form.kind]],
    [texts.application, orEmpty(form.applicationId, names.application)],
    [texts.validityShort, orEmpty(days, (text) => texts.dayCount(Number(text)))],
    [texts.language, orEmpty(form.locale, names.language)],
    [texts.groups, form.groups.join(', ')],
    [texts.message, form.message.trim()],
    ...PROFILE.map((name) => [shared.fields[name], form[name].trim()] as const),
    [texts.editable, (editableOf(form) ?? FIELDS).map((name) => shared.fields[name]).join(', ')],
    [
      texts.differentEmail,
      form.differentEmail === ''
        ? ''
        : form.differentEmail === 'yes'
          ? texts.allowed
          : texts.notAllowed,
    ],
    [texts.redirectUrl, form.redirectUrl.trim()],
    [texts.metadata, linesOf(form.metadata).join('\n')],
  ];
}

/** The fields of two versions side by side. */
export function compared(
  ...[yours, theirs, ...words]: [PresetForm, PresetForm, ...Tail<Parameters<typeof factsOf>>]
): ConflictingField[] {
  const others = factsOf(theirs, ...words);
  return factsOf(yours, ...words).map(([label, mine], index) => ({
    label,
    yours: mine,
    theirs: others[index]?.[1] ?? '',
  }));
}
type Tail<List extends readonly unknown[]> = List extends [unknown, ...infer Rest] ? Rest : never;

/** The editable fields in form order; `undefined` if all are editable. */
function editableOf({ allEditable, editableFields }: PresetForm): FormField[] | undefined {
  return allEditable ? undefined : FIELDS.filter((name) => editableFields.includes(name));
}

function changes<Name extends (typeof PLAIN)[number] | (typeof PROFILE)[number]>(
  before: PresetForm,
  after: PresetForm,
  names: readonly Name[],
): Partial<Record<Name, string | null>> {
  const changed = names.filter((name) => before[name].trim() !== after[name].trim());
  return Object.fromEntries(
    changed.map((name) => [name, after[name].trim() === '' ? null : after[name].trim()]),
  ) as Partial<Record<Name, string | null>>;
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function notesOf(text: string): ReadonlyMap<string, string> {
  return new Map(
    linesOf(text).map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

function metadataPatch(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Record<string, string | null> {
  const removed = [...before.keys()].filter((name) => !after.has(name));
  const set = [...after].filter(([name, value]) => before.get(name) !== value);
  return Object.fromEntries([...removed.map((name) => [name, null]), ...set]) as Record<
    string,
    string | null
  >;
}

function same(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Returns rows whose name contains every word of `search`. */
export function matching<Row extends Pick<Preset, 'name'>>(
  rows: readonly Row[],
  search: string | undefined,
): readonly Row[] {
  const words = (search ?? '').toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word)));
}
