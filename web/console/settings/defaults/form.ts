/** The form of defaults and limits: its saved values and its request. */
import type {
  InstallationLimits,
  Tenant,
  UpdateTenantRequest,
} from '../../../../client/src/generated/types.gen.ts';
import type { ConflictingField } from '../../../app/conflict.tsx';
import type { DefaultsTexts, LimitName } from './texts.ts';

/** Limits in page order: first rates of invitations and emails, then numbers of records. */
export const LIMITS = [
  'invitationsPerAdministratorPerHour',
  'invitationsPerTenantPerHour',
  'invitationsPerCustomerPerHour',
  'importedInvitationsPerTenantPerDay',
  'resendsPerInvitationPerDay',
  'mailsPerRecipientPerDay',
  'pendingInvitations',
  'contactsPerCustomer',
  'apiClients',
] as const satisfies readonly LimitName[];
const DAYS = ['expiryDays', 'maxExpiryDays', 'retentionDays'] as const;
type DayName = (typeof DAYS)[number];
const CHOICES = ['allowDifferentEmail', 'requiresApproval', 'requiresSecondFactor'] as const;
const REMINDERS_MAX = 5;
/** Separators between the numbers of a list. */
const SEPARATORS = /[\s,;、]+/;

/** The form's values, with numbers as typed. */
export interface DefaultsForm
  extends
    Readonly<Record<DayName | LimitName, string>>,
    Record<string, string | boolean | readonly string[]> {
  readonly reminders: string;
  readonly defaultLocale: string;
  readonly allowDifferentEmail: boolean;
  readonly requiresApproval: boolean;
  readonly requiresSecondFactor: boolean;
  /** One per line. */
  readonly redirectUrls: string;
  readonly allowedGroups: readonly string[];
  /** The default group. */
  readonly firstGroup: string;
}

export function valuesOf({ settings }: Pick<Tenant, 'settings'>): DefaultsForm {
  const { limits, allowedGroups } = settings;
  return {
    ...textsOf(settings, DAYS),
    ...textsOf(limits, LIMITS),
    reminders: settings.reminderDaysBefore.join(', '),
    defaultLocale: settings.defaultLocale,
    allowDifferentEmail: settings.allowDifferentEmail,
    requiresApproval: settings.requiresApproval,
    requiresSecondFactor: settings.requiresSecondFactor,
    redirectUrls: settings.redirectUrls.join('\n'),
    allowedGroups,
    firstGroup: allowedGroups[0] ?? '',
  };
}

/** The merge patch between two versions. An empty number removes the override, so that the default applies. */
export function patchOf(before: DefaultsForm, after: DefaultsForm): UpdateTenantRequest {
  const limits = changedNumbers(before, after, LIMITS);
  const reminders = entriesOf(after.reminders).map(Number);
  const urls = linesOf(after.redirectUrls);
  const groups = groupsOf(after);
  const settings: UpdateTenantRequest['settings'] = {
    ...changedNumbers(before, after, DAYS),
    ...Object.fromEntries(
      CHOICES.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
    ),
    ...(!same(remindersOf(before), remindersOf(after)) && { reminderDaysBefore: reminders }),
    ...(before.defaultLocale !== after.defaultLocale && { defaultLocale: after.defaultLocale }),
    ...(!same(linesOf(before.redirectUrls), urls) && { redirectUrls: urls }),
    ...(!same(groupsOf(before), groups) && { allowedGroups: groups }),
    ...(Object.keys(limits).length > 0 && { limits }),
  };
  return Object.keys(settings).length === 0 ? {} : { settings };
}

/** The groups in stored order: the default group first. */
export function groupsOf({ allowedGroups, firstGroup }: DefaultsForm): string[] {
  const first = allowedGroups.includes(firstGroup) ? [firstGroup] : [];
  return [...first, ...allowedGroups.filter((group) => group !== firstGroup)];
}

/** Finds values that the API would reject. The API still validates everything. */
export function problemsWith(
  form: DefaultsForm,
  most: InstallationLimits,
  texts: DefaultsTexts,
  format: (count: number) => string,
): Partial<Record<keyof DefaultsForm & string, string>> {
  const number = (name: DayName | LimitName, max: number) => {
    const typed = form[name].trim();
    if (typed === '' || (/^\d{1,7}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= max))
      return {};
    return { [name]: texts.wrongNumber(format(1), format(max)) };
  };
  const longest = longestExpiry(form, most);
  const reminders = entriesOf(form.reminders);
  const areReminders = reminders.every(
    (days) => /^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) < longest,
  );
  const urls = linesOf(form.redirectUrls);
  const wrongUrl = urls.find((url) => !isPrefix(url));
  return {
    ...number('maxExpiryDays', most.maxExpiryDays),
    ...number('expiryDays', longest),
    ...number('retentionDays', most.retentionDays),
    ...LIMITS.reduce((all, name) => ({ ...all, ...number(name, most.limits[name]) }), {}),
    ...(!areReminders && { reminders: texts.remindersWrong(format(longest - 1)) }),
    ...(reminders.length > REMINDERS_MAX && { reminders: texts.remindersMany }),
    ...(wrongUrl !== undefined && { redirectUrls: texts.redirectUrlWrong(wrongUrl) }),
    ...(most.allowedGroups.length > 0 &&
      form.allowedGroups.length === 0 && { allowedGroups: texts.groupsNeeded }),
  };
}

/** The longest validity that the form allows, in days. */
export function longestExpiry(
  { maxExpiryDays }: DefaultsForm,
  most: Pick<InstallationLimits, 'maxExpiryDays'>,
): number {
  const typed = Number(maxExpiryDays.trim());
  return Number.isInteger(typed) && typed >= 1
    ? Math.min(typed, most.maxExpiryDays)
    : most.maxExpiryDays;
}

/** The settings in two versions, as shown to people. */
export function compared(
  yours: DefaultsForm,
  theirs: DefaultsForm,
  texts: DefaultsTexts,
  words: {
    readonly yes: string;
    readonly no: string;
    readonly languageName: (tag: string) => string;
  },
): ConflictingField[] {
  const shown = (form: DefaultsForm): readonly (readonly [string, string])[] => [
    ...DAYS.map((name) => [texts[name].label, form[name]] as const),
    [texts.reminders.label, form.reminders],
    [texts.language.label, words.languageName(form.defaultLocale)],
    [texts.differentEmail.label, form.allowDifferentEmail ? words.yes : words.no],
    [texts.approval.label, form.requiresApproval ? words.yes : words.no],
    [texts.secondFactor.label, form.requiresSecondFactor ? words.yes : words.no],
    [texts.redirectUrls.label, form.redirectUrls],
    [texts.groups.label, groupsOf(form).join(', ')],
    ...LIMITS.map((name) => [texts.limitNames[name].label, form[name]] as const),
  ];
  const others = shown(theirs);
  return shown(yours).map(([label, mine], index) => ({
    label,
    yours: mine,
    theirs: others[index]?.[1] ?? '',
  }));
}

function textsOf<Name extends string>(
  values: Readonly<Record<Name, number>>,
  names: readonly Name[],
): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, String(values[name])])) as Record<
    Name,
    string
  >;
}

function changedNumbers<Name extends DayName | LimitName>(
  before: DefaultsForm,
  after: DefaultsForm,
  names: readonly Name[],
): Partial<Record<Name, number | null>> {
  const changed = names.filter((name) => before[name].trim() !== after[name].trim());
  return Object.fromEntries(
    changed.map((name) => [name, after[name].trim() === '' ? null : Number(after[name].trim())]),
  ) as Partial<Record<Name, number | null>>;
}

function entriesOf(text: string): string[] {
  return text.split(SEPARATORS).filter((entry) => entry !== '');
}

/** The reminders in stored order. */
function remindersOf({ reminders }: DefaultsForm): string[] {
  return entriesOf(reminders).toSorted((one, other) => Number(other) - Number(one));
}

export function linesOf(text: string): string[] {
  return text.split(/\s+/).filter((line) => line !== '');
}

function isPrefix(url: string): boolean {
  return /^https?:\/\/[^/?#@]/i.test(url) && !/[?#*]/.test(url) && URL.canParse(url);
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
