/** The form with all options of an invitation: its values from a preset, its requests, and its validation. */
import type {
  CreateInvitationRequest,
  FormField,
  Preset,
} from '../../../client/src/generated/types.gen.ts';
import type { NewInvitationTexts } from './texts.ts';

export const FIELDS = [
  'firstName',
  'lastName',
  'jobTitle',
  'phone',
  'company',
  'taxId',
] as const satisfies readonly FormField[];
/** Fields that prefill the registration form, in addition to the company. */
export const PROFILE_FIELDS = ['firstName', 'lastName', 'jobTitle', 'phone', 'taxId'] as const;
type ProfileField = (typeof PROFILE_FIELDS)[number];

type Text = Record<
  | ProfileField
  | 'typed'
  | 'company'
  | 'customerId'
  | 'rank'
  | 'applicationId'
  | 'locale'
  | 'message'
  | 'expiresInDays'
  | 'redirectUrl'
  | 'metadata',
  string
>;

export interface InvitationForm
  extends Readonly<Text>, Readonly<Record<string, string | boolean | readonly string[]>> {
  readonly kind: 'customer' | 'supplier';
  readonly addresses: readonly string[];
  readonly editableFields: readonly FormField[];
  readonly groups: readonly string[];
  readonly allowDifferentEmail: boolean;
  readonly notify: boolean;
}

export const EMPTY: InvitationForm = {
  kind: 'customer',
  ...{ addresses: [], typed: '', company: '', customerId: '', rank: '', applicationId: '' },
  ...{ firstName: '', lastName: '', jobTitle: '', phone: '', taxId: '', editableFields: FIELDS },
  ...{ groups: [], allowDifferentEmail: false, notify: true },
  ...{ locale: '', message: '', expiresInDays: '', redirectUrl: '', metadata: '' },
};

/** The form's values from a preset. Everything else is as in an empty form. */
export function valuesOf(preset: Partial<Preset>) {
  const { profile = {}, metadata = {}, expiresInDays } = preset;
  return {
    ...{ kind: preset.kind ?? EMPTY.kind, applicationId: preset.applicationId ?? '' },
    ...(Object.fromEntries(PROFILE_FIELDS.map((name) => [name, profile[name] ?? ''])) as Record<
      ProfileField,
      string
    >),
    ...{ groups: preset.groups ?? [], editableFields: preset.editableFields ?? FIELDS },
    allowDifferentEmail: preset.allowDifferentEmail ?? false,
    ...{ locale: preset.locale ?? '', message: preset.message ?? '' },
    ...{ expiresInDays: expiresInDays?.toString() ?? '', redirectUrl: preset.redirectUrl ?? '' },
    metadata: Object.entries(metadata)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}

/** The part that all requests share. Empty fields are omitted, so that the company's defaults apply. */
export function requestOf(
  form: InvitationForm,
  isOnly: boolean,
): Omit<CreateInvitationRequest, 'email'> {
  const profile = isOnly
    ? Object.fromEntries(
        PROFILE_FIELDS.map((name) => [name, form[name].trim()] as const).filter(given),
      )
    : {};
  const pairs = pairsIn(form.metadata);
  return {
    kind: form.kind,
    ...(form.customerId === ''
      ? texts({ company: form.company, rank: form.rank })
      : { customerId: form.customerId }),
    ...(Object.keys(profile).length > 0 && { profile }),
    ...(form.editableFields.length < FIELDS.length && { editableFields: [...form.editableFields] }),
    ...texts({ applicationId: form.applicationId, redirectUrl: form.redirectUrl }),
    ...texts({ locale: form.locale, message: form.message }),
    ...(form.groups.length > 0 && { groups: [...form.groups] }),
    ...(form.allowDifferentEmail && { allowDifferentEmail: true }),
    ...(form.expiresInDays.trim() !== '' && { expiresInDays: Number(form.expiresInDays) }),
    ...(pairs.length > 0 && { metadata: Object.fromEntries(pairs) }),
  };
}

function texts<Name extends string>(all: Readonly<Record<Name, string>>) {
  const trimmed = Object.entries<string>(all).map(([name, value]) => [name, value.trim()] as const);
  return Object.fromEntries(trimmed.filter(given)) as Partial<Record<Name, string>>;
}

function given([, value]: readonly [string, string]): boolean {
  return value.trim() !== '';
}

/** Parses lines such as `dealId=D-1842`. The value may contain equal signs. */
function pairsIn(text: string): [name: string, value: string][] {
  return linesOf(text).map((line) => {
    const at = line.indexOf('=');
    return [line.slice(0, Math.max(at, 0)).trim(), line.slice(at + 1).trim()];
  });
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** Finds errors that prevent a request. The API reports all others in the preview. */
export function problemsWith(
  form: InvitationForm,
  words: NewInvitationTexts,
  { maxDays }: { readonly maxDays: number },
): { readonly expiresInDays?: string; readonly metadata?: string } {
  const days = form.expiresInDays.trim();
  const isDays = /^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= maxDays;
  const wrong = linesOf(form.metadata).find((line) => !/^[^=]*[^=\s][^=]*=/.test(line));
  return {
    ...(days !== '' && !isDays && { expiresInDays: words.expiresWrong(String(maxDays)) }),
    ...(wrong !== undefined && { metadata: words.metadataWrong(wrong) }),
  };
}
