/** Values of the company form, and the request made from them. */
import type {
  MyCustomer,
  PostalAddress,
  UpdateMyCustomerRequest,
} from '../../../client/src/generated/types.gen.ts';
import { ADDRESS_PARTS, type AddressPart } from './texts.ts';

/** Unknown fields are empty. */
export type CompanyForm = Readonly<Record<'name' | 'phone' | 'website' | AddressPart, string>>;

export function formOf({ name, phone = '', website = '', address }: Company): CompanyForm {
  const part = (which: AddressPart): string => address?.[which] ?? '';
  return {
    ...{ name, phone, website },
    ...{ line1: part('line1'), line2: part('line2'), postalCode: part('postalCode') },
    ...{ city: part('city'), region: part('region'), country: part('country') },
  };
}
type Company = Pick<MyCustomer, 'name' | 'phone' | 'website' | 'address'>;

/** A JSON merge patch (RFC 7396) of the changes: emptied fields are removed. `undefined` if nothing changed. */
export function changeOf(
  before: CompanyForm,
  after: CompanyForm,
): UpdateMyCustomerRequest | undefined {
  const isChanged = (field: keyof CompanyForm): boolean =>
    before[field] !== after[field].trim() && !(field === 'website' && isSameSite(before, after));
  const value = (field: keyof CompanyForm): string | null => after[field].trim() || null;
  const parts = ADDRESS_PARTS.filter(isChanged);
  const isEmpty = ADDRESS_PARTS.every((part) => value(part) === null);
  const change: UpdateMyCustomerRequest = {
    ...(isChanged('name') && { name: after.name.trim() }),
    ...(isChanged('phone') && { phone: value('phone') }),
    ...(isChanged('website') && { website: completeSite(after.website) || null }),
    ...(parts.length > 0 && {
      address: isEmpty ? null : Object.fromEntries(parts.map((part) => [part, value(part)])),
    }),
  };
  return Object.keys(change).length === 0 ? undefined : change;
}

/** Applies the changes from `base` to `yours` on top of `theirs`: fields that you did not touch keep their version. */
export function rebased(yours: CompanyForm, base: CompanyForm, theirs: CompanyForm): CompanyForm {
  const touched = Object.entries(yours).filter(
    ([field, value]) => value.trim() !== base[field as keyof CompanyForm],
  );
  return { ...theirs, ...Object.fromEntries(touched) };
}

function isSameSite(before: CompanyForm, after: CompanyForm): boolean {
  return before.website === completeSite(after.website);
}

/** Adds `https://` to a site that was typed without a scheme, such as `www.example.com`. */
function completeSite(typed: string): string {
  const site = typed.trim();
  return site === '' || /^[a-z][a-z0-9+.-]*:/i.test(site) ? site : `https://${site}`;
}

/** Tells whether the API would accept a URL, or an empty field. The API still validates it. */
export function isSite(typed: string): boolean {
  const site = completeSite(typed);
  return site === '' || (/^https?:\/\/[^/?#@\s\\]+([/?#]|$)/i.test(site) && URL.canParse(site));
}

/** The lines of an address as on a letter, with the country's name in `language`. */
export function addressLines(address: PostalAddress | undefined, language: string): string[] {
  if (address === undefined) return [];
  const { line1, line2, postalCode, city, region, country } = address;
  const town = [postalCode, city].filter(Boolean).join(' ');
  const land = country === undefined ? undefined : countryName(country, language);
  const lines: (string | undefined)[] =
    language === 'ja' && country === 'JP'
      ? [postalCode, [region, city].filter(Boolean).join(''), line1, line2, land]
      : [line1, line2, [town, region].filter(Boolean).join(', '), land];
  return lines.filter((line): line is string => line !== undefined && line !== '');
}

/** The name of a country in `language`, or its code if the browser knows no name. */
export function countryName(code: string, language: string): string {
  try {
    return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Officially assigned ISO 3166-1 alpha-2 codes. */
const COUNTRIES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ ' +
  'CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO ' +
  'FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE ' +
  'JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO ' +
  'MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW ' +
  'PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM ' +
  'TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW';

/** Every country with its name in `language`, sorted in that language, plus `known` if it is not among them. */
export function countryChoices(
  language: string,
  known: string,
): { readonly value: string; readonly label: string }[] {
  const codes = new Set(COUNTRIES.split(' '));
  if (known !== '') codes.add(known);
  const { compare } = new Intl.Collator(language);
  return [...codes]
    .map((value) => ({ value, label: countryName(value, language) }))
    .toSorted((one, other) => compare(one.label, other.label));
}
