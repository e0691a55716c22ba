import type { RulesInForce } from '../tenants/rules-reader.ts';
import {
  CHOSEN_FIELDS,
  COPY_FIELDS,
  GIVEN_FIELDS,
  type CopiedField,
  type CopySetting,
  type CustomerCopy,
  type LeftOut,
} from './customer-copy.ts';
import { choiceErrors } from './customer-rules.ts';
import type { Customer } from './customer.ts';

/** What a copy begins with, and where it comes from. */
export interface Beginning {
  readonly fields: Partial<Pick<Customer, CopiedField>>;
  readonly copy: CustomerCopy;
}

/**
 * Takes the chosen settings of a customer, without what its tenant does not offer any more. A list of which nothing is
 * left is as for any new customer; one that was empty stays so.
 */
export function beginningWith(
  source: Customer,
  settings: readonly CopySetting[],
  rules: Pick<RulesInForce, 'catalog' | 'allowedGroups'>,
): Beginning {
  const wanted = settings.flatMap((setting) => [...COPY_FIELDS[setting]]);
  const omitted = choicesOf(source)
    .filter(({ field }) => wanted.includes(field))
    .filter((choice) => !isOffered(choice, rules));
  const all = (['kind', ...wanted] as const).map((field) => [field, source[field]] as const);
  const coming = all
    .map(([field, value]) => [field, withoutThose(omitted, field, value)] as const)
    .filter(([, value]) => value !== undefined);
  const copied = coming.map(([field]) => field);
  return {
    fields: Object.fromEntries(coming),
    copy: { copied, defaulted: GIVEN_FIELDS.filter((field) => !copied.includes(field)), omitted },
  };
}

function choicesOf(customer: Customer): LeftOut[] {
  return CHOSEN_FIELDS.flatMap((field) =>
    [customer[field] ?? []].flat().map((value) => ({ field, value })),
  );
}

function isOffered(
  { field, value }: LeftOut,
  rules: Pick<RulesInForce, 'catalog' | 'allowedGroups'>,
): boolean {
  const isList = field === 'services' || field === 'groups';
  return choiceErrors({ [field]: isList ? [value] : value }, rules).length === 0;
}

function withoutThose(omitted: readonly LeftOut[], field: string, value: unknown): unknown {
  const gone = new Set<unknown>(
    omitted.filter((one) => one.field === field).map((one) => one.value),
  );
  if (gone.size === 0) return value;
  const rest = Array.isArray(value) ? value.filter((entry) => !gone.has(entry)) : [];
  return rest.length === 0 ? undefined : rest;
}
