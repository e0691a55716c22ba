/** The form of the company's name and branding: its saved values and its requests. */
import type { Tenant, UpdateTenantRequest } from '../../../../client/src/generated/types.gen.ts';
import { isAddress } from '../../invite/addresses.ts';
import type { CompanyTexts } from './texts.ts';

export interface CompanyForm extends Record<string, string> {
  readonly name: string;
  readonly logoUrl: string;
  readonly color: string;
  readonly senderName: string;
  readonly replyTo: string;
}
export type CompanyField = 'name' | 'logoUrl' | 'color' | 'senderName' | 'replyTo';

export function valuesOf({ name, branding }: Pick<Tenant, 'name' | 'branding'>): CompanyForm {
  const { logoUrl = '', color = '', senderName = '', replyTo = '' } = branding;
  return { name, logoUrl, color, senderName, replyTo };
}

/** Makes the request. An empty field removes the stored value. */
export function changeOf(form: CompanyForm) {
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    name: form.name.trim(),
    branding: {
      logoUrl: orNull(form.logoUrl),
      color: orNull(form.color),
      senderName: orNull(form.senderName),
      replyTo: orNull(form.replyTo),
    },
  } satisfies UpdateTenantRequest;
}

/** The merge patch between two versions; empty if only spaces differ. */
export function patchOf(before: CompanyForm, after: CompanyForm): UpdateTenantRequest {
  const [was, is] = [changeOf(before), changeOf(after)];
  const { name, branding } = is;
  const changed = Object.entries(branding).filter(
    ([field, value]) => was.branding[field as keyof typeof branding] !== value,
  );
  return {
    ...(was.name !== name && { name }),
    ...(changed.length > 0 && { branding: Object.fromEntries(changed) }),
  };
}

/** Finds values that the API would reject, so that no preview is requested for them. The API still validates everything. */
export function problemsWith(
  form: CompanyForm,
  texts: CompanyTexts,
): Partial<Record<CompanyField, string>> {
  const { name, branding } = changeOf(form);
  const { logoUrl, color, replyTo } = branding;
  return {
    ...(name === '' && { name: texts.nameRequired }),
    ...(logoUrl !== null && !isLogo(logoUrl) && { logoUrl: texts.logoWrong }),
    ...(color !== null && !/^#[0-9a-f]{6}$/i.test(color) && { color: texts.colorWrong }),
    ...(replyTo !== null && !isAddress(replyTo) && { replyTo: texts.replyToWrong }),
  };
}

function isLogo(url: string): boolean {
  return /^https:\/\/[^/?#@]/i.test(url) && URL.canParse(url);
}
