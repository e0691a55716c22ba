import { type Principal, requireScope } from '../http/principal.ts';
import { invalidField } from '../platform/errors.ts';
import {
  CHOSEN_FIELDS,
  type CopiedField,
  COPY_FIELDS,
  type CopySetting,
  type Customer,
  type CustomerCopy,
  GIVEN_FIELDS,
  type OmittedValue,
} from '../records/customer.ts';
import type { RulesInForce } from '../tenants/rules-reader.ts';
import { createCustomer, type CreateCustomerDeps, type NewCustomer } from './create-customer.ts';
import { choiceErrors, isSameCompanyName } from './customer-rules.ts';
import type { CopyCustomerRequest } from './requests.ts';
import { type CustomerChanger, requireCustomer } from './update-customer.ts';

/** The initial values of a copy, and where they came from. */
interface CopiedValues {
  readonly fields: Partial<Pick<Customer, CopiedField>>;
  readonly copy: CustomerCopy;
}

/**
 * Copies the selected settings of a customer, except values that its tenant no longer offers. If this empties a list,
 * the copy gets the defaults of a new customer. A list that was already empty stays empty.
 */
function copiedValues(
  source: Customer,
  settings: readonly CopySetting[],
  rules: Pick<RulesInForce, 'catalog' | 'allowedGroups'>,
): CopiedValues {
  const wanted = settings.flatMap((setting) => [...COPY_FIELDS[setting]]);
  const omitted = choicesOf(source)
    .filter(({ field }) => wanted.includes(field))
    .filter((choice) => !isAvailable(choice, rules));
  const all = (['kind', ...wanted] as const).map((field) => [field, source[field]] as const);
  const kept = all
    .map(([field, value]) => [field, withoutThose(omitted, field, value)] as const)
    .filter(([, value]) => value !== undefined);
  const copied = kept.map(([field]) => field);
  return {
    fields: Object.fromEntries(kept),
    copy: { copied, defaulted: GIVEN_FIELDS.filter((field) => !copied.includes(field)), omitted },
  };
}

function choicesOf(customer: Customer): OmittedValue[] {
  return CHOSEN_FIELDS.flatMap((field) =>
    [customer[field] ?? []].flat().map((value) => ({ field, value })),
  );
}

function isAvailable(
  { field, value }: OmittedValue,
  rules: Pick<RulesInForce, 'catalog' | 'allowedGroups'>,
): boolean {
  const isList = field === 'services' || field === 'groups';
  return choiceErrors({ [field]: isList ? [value] : value }, rules).length === 0;
}

function withoutThose(omitted: readonly OmittedValue[], field: string, value: unknown): unknown {
  const gone = new Set<unknown>(
    omitted.filter((one) => one.field === field).map((one) => one.value),
  );
  if (gone.size === 0) return value;
  const rest = Array.isArray(value) ? value.filter((entry) => !gone.has(entry)) : [];
  return rest.length === 0 ? undefined : rest;
}

export interface CopyCustomerDeps extends CreateCustomerDeps {
  readonly customerChanges: Pick<CustomerChanger, 'find'>;
}

export interface CopyCustomerCommand {
  readonly principal: Principal;
  /** The customer to copy, which is not changed. */
  readonly customerId: string;
  readonly request: CopyCustomerRequest;
  readonly idempotencyKey: string | undefined;
}

/**
 * Creates a customer with selected settings of another customer, but without its contacts.
 *
 * @throws {FoyerError} `not_found`, `forbidden` for a service plan without the scope, and the errors of {@link
 * createCustomer}
 */
export async function copyCustomer(
  deps: CopyCustomerDeps,
  { principal, customerId, request, idempotencyKey }: CopyCustomerCommand,
): Promise<NewCustomer> {
  const { settings, ...given } = request;
  if (settings.includes('servicePlan')) requireScope(principal, 'customers:plan');
  const [source, rules] = await Promise.all([
    requireCustomer(deps, principal.tenantId, customerId),
    deps.rules.rulesFor(principal.tenantId),
  ]);
  requireOtherName(source, request);
  const { fields, copy } = copiedValues(source, settings, rules);
  // Reuses the same rules, so that newer rules cannot reject values that these rules allowed.
  const bound = { ...deps, rules: { rulesFor: async () => rules } };
  return createCustomer(bound, {
    principal,
    idempotencyKey,
    request: { ...given, ...fields, kind: source.kind },
    asked: { copyOf: customerId, request },
    copy: { ...copy, from: customerId },
  });
}

/**
 * Requires a different name, even with `allowDuplicate`, because otherwise nobody could distinguish the copy from its
 * source.
 */
function requireOtherName({ name }: Pick<Customer, 'name'>, request: CopyCustomerRequest): void {
  if (!isSameCompanyName(name, request.name)) return;
  throw invalidField('name', 'The copy must have a different name than the source customer.');
}
