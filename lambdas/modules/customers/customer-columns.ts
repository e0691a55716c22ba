import type { CsvColumn } from '../platform/csv-file.ts';
import type { Sight } from './customer-resource.ts';
import type { Customer, PostalAddress } from './customer.ts';

const BEFORE_THE_PLAN: readonly CsvColumn<Customer>[] = [
  ...plain('id', 'kind', 'name', 'status', 'email', 'phone', 'taxId', 'rank'),
  ...ofAddress('line1', 'line2', 'postalCode', 'city', 'region', 'country'),
  ...plain('website', 'notes'),
  list('services'),
];
const BEHIND_THE_PLAN: readonly CsvColumn<Customer>[] = [
  list('groups'),
  ...plain('contacts', 'users', 'owners', 'copiedFrom', 'createdAt', 'updatedAt'),
];

/** The columns of a file of customers, called as the API calls its fields. */
export function customerColumns({ plan }: Sight): readonly CsvColumn<Customer>[] {
  return [...BEFORE_THE_PLAN, ...(plan ? plain('servicePlan') : []), ...BEHIND_THE_PLAN];
}

type PlainField = {
  [Field in keyof Customer]-?: Customer[Field] extends string | number | undefined ? Field : never;
}[keyof Customer];

function plain(...fields: PlainField[]): CsvColumn<Customer>[] {
  return fields.map((name) => ({ name, cell: (customer) => customer[name] }));
}

function ofAddress(...fields: (keyof PostalAddress)[]): CsvColumn<Customer>[] {
  return fields.map((name) => ({ name, cell: ({ address }) => address?.[name] }));
}

/** Neither ids of services nor names of groups have spaces in them. */
function list(name: 'services' | 'groups'): CsvColumn<Customer> {
  return { name, cell: (customer) => customer[name].join(' ') };
}
