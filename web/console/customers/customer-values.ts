/** Values of the customer form, and the requests made from them. */
import type {
  CreateCustomerRequest,
  CustomerDetail,
  CustomerKind,
  TenantCatalog,
  UpdateCustomerRequest,
} from '../../../client/src/generated/types.gen.ts';
import type { ConflictingField } from '../../app/conflict.tsx';
import type { CustomersTexts } from './texts.ts';

export const ADDRESS_FIELDS = [
  'line1',
  'line2',
  'postalCode',
  'city',
  'region',
  'country',
] as const;
const OWN_FIELDS = ['email', 'phone', 'taxId', 'rank', 'website', 'notes'] as const;

/** A customer's form values. Nothing is absent, and almost everything is text. */
export interface CustomerValues extends Record<string, string | readonly string[] | boolean> {
  readonly name: string;
  readonly kind: CustomerKind;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly taxId: string;
  readonly rank: string;
  readonly website: string;
  readonly line1: string;
  readonly line2: string;
  readonly postalCode: string;
  readonly city: string;
  readonly region: string;
  readonly country: string;
  readonly notes: string;
  readonly services: readonly string[];
  readonly servicePlan: string;
  readonly sendInvite: boolean;
}

/** A new customer, with the default services. */
export function newCustomer({ services }: Pick<TenantCatalog, 'services'>): CustomerValues {
  return {
    name: '',
    kind: 'customer',
    email: '',
    firstName: '',
    lastName: '',
    phone: '',
    taxId: '',
    rank: '',
    website: '',
    line1: '',
    line2: '',
    postalCode: '',
    city: '',
    region: '',
    country: '',
    notes: '',
    services: services.filter(({ enabledByDefault }) => enabledByDefault).map(({ id }) => id),
    servicePlan: '',
    sendInvite: false,
  };
}

/** The form's values for an existing customer. */
export function valuesOf(customer: CustomerDetail): CustomerValues {
  const text = Object.fromEntries(OWN_FIELDS.map((name) => [name, customer[name] ?? '']));
  const address = Object.fromEntries(
    ADDRESS_FIELDS.map((name) => [name, customer.address?.[name] ?? '']),
  );
  return {
    ...newCustomer({ services: [] }),
    ...text,
    ...address,
    name: customer.name,
    kind: customer.kind,
    services: customer.services,
    servicePlan: customer.servicePlan ?? '',
  };
}

/** The request that creates a customer, with only the fields that were filled in. */
export function creationOf(
  values: CustomerValues,
  { mayPlan, allowDuplicate }: { readonly mayPlan: boolean; readonly allowDuplicate: boolean },
): CreateCustomerRequest {
  const address = filledIn(values, ADDRESS_FIELDS);
  const contact = filledIn(values, ['firstName', 'lastName']);
  return {
    name: values.name,
    kind: values.kind,
    ...filledIn(values, OWN_FIELDS),
    ...(Object.keys(address).length > 0 && { address }),
    ...(Object.keys(contact).length > 0 && { contact }),
    services: [...values.services],
    ...(mayPlan && values.servicePlan !== '' && { servicePlan: values.servicePlan }),
    ...(values.sendInvite && { sendInvite: true }),
    ...(allowDuplicate && { allowDuplicate }),
  };
}

/** The merge patch (RFC 7396) between two versions. It contains only the changes, so that nothing else is overwritten. */
export function patchOf(before: CustomerValues, after: CustomerValues): UpdateCustomerRequest {
  const address = changes(before, after, ADDRESS_FIELDS);
  return {
    ...(before.name !== after.name && { name: after.name }),
    ...changes(before, after, [...OWN_FIELDS, 'servicePlan']),
    ...(Object.keys(address).length > 0 && { address }),
    ...(sorted(before.services) !== sorted(after.services) && { services: [...after.services] }),
  };
}

/** The form's fields in two versions, as shown to people. */
export function compared(
  yours: CustomerValues,
  theirs: CustomerValues,
  { form, phone, rank }: CustomersTexts,
  { services, servicePlans }: TenantCatalog,
): ConflictingField[] {
  const nameOf = (offers: readonly { readonly id: string; readonly name: string }[], id: string) =>
    offers.find((offer) => offer.id === id)?.name ?? id;
  const shown = (values: CustomerValues): readonly (readonly [string, string])[] => [
    [form.name, values.name],
    [form.email, values.email],
    [phone, values.phone],
    [form.taxId, values.taxId],
    [rank, values.rank],
    [form.website, values.website],
    ...ADDRESS_FIELDS.map((field) => [form[field], values[field]] as const),
    [form.notes, values.notes],
    [
      form.services,
      values.services
        .map((id) => nameOf(services, id))
        .toSorted()
        .join(', '),
    ],
    [form.plan, nameOf(servicePlans, values.servicePlan)],
  ];
  const others = shown(theirs);
  return shown(yours).map(([label, mine], index) => ({
    label,
    yours: mine,
    theirs: others[index]?.[1] ?? '',
  }));
}

function filledIn<Name extends keyof CustomerValues & string>(
  values: CustomerValues,
  names: readonly Name[],
): Partial<Record<Name, string>> {
  const all = names.map((name) => [name, String(values[name]).trim()] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== '')) as Partial<
    Record<Name, string>
  >;
}

function changes<Name extends keyof CustomerValues & string>(
  before: CustomerValues,
  after: CustomerValues,
  names: readonly Name[],
): Partial<Record<Name, string | null>> {
  const changed = names.filter((name) => before[name] !== after[name]);
  return Object.fromEntries(
    changed.map((name) => {
      const value = String(after[name]).trim();
      return [name, value === '' ? null : value];
    }),
  ) as Partial<Record<Name, string | null>>;
}

function sorted(ids: readonly string[]): string {
  return JSON.stringify(ids.toSorted());
}
