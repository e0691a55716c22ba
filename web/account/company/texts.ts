/** The parts of a postal address, in the order of the form. */
export const ADDRESS_PARTS = ['line1', 'line2', 'postalCode', 'city', 'region', 'country'] as const;
export type AddressPart = (typeof ADDRESS_PARTS)[number];

/** The texts of the company page. */
export interface CompanyTexts {
  readonly title: string;
  readonly details: string;
  readonly name: string;
  readonly relation: Readonly<Record<'customer' | 'supplier', (tenant: string) => string>>;
  readonly since: string;
  readonly primaryContact: string;
  readonly phone: string;
  readonly website: string;
  readonly websiteHint: string;
  readonly taxId: string;
  readonly address: string;
  readonly addressParts: Readonly<Record<AddressPart, string>>;
  readonly noCountry: string;
  readonly incomplete: (tenant: string) => string;
  readonly onlyOwners: string;
  readonly services: string;
  readonly noServices: (tenant: string) => string;
  readonly people: string;
  readonly total: string;
  readonly users: string;
  readonly owners: string;
  readonly seeColleagues: string;
  readonly editTitle: string;
  readonly nameMissing: string;
  readonly websiteWrong: string;
  readonly saved: string;
}
