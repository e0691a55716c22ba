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
  type LeftOut,
} from '../records/customer.ts';
import type { RulesInForce } from '../tenants/tenant-rules.ts';
import { createCustomer, type CreateCustomerDeps, type NewCustomer } from './create-customer.ts';
import { choiceErrors, isSameCompanyName } from './customer-rules.ts';
import type { CopyCustomerRequest } from './requests.ts';
import { type CustomerChanger, requireCustomer } from './update-customer.ts';

/** What a copy begins with, and where it comes from. */
interface CopiedValues {
  readonly fields: Partial<Pick<Customer, CopiedField>>;
  readonly copy: CustomerCopy;
}

/**
 * Takes the chosen settings of a customer, without what its tenant does not offer any more. A list of which nothing is
 * left is as for any new customer; one that was empty stays so.
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

function isAvailable(
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

export interface CopyCustomerDeps extends CreateCustomerDeps {
  readonly customerChanges: Pick<CustomerChanger, 'find'>;
}

export interface CopyCustomerCommand {
  readonly principal: Principal;
  /** The customer that is copied. It stays as it is. */
  readonly customerId: string;
  readonly request: CopyCustomerRequest;
  readonly idempotencyKey: string | undefined;
}

/**
 * Adds a customer that begins with chosen settings of another one, and with none of its people.
 *
 * @throws {FoyerError} `not_found`, `forbidden` for a plan without the privilege, and as {@link createCustomer}
 */
export async function copyCustomer(
  deps: CopyCustomerDeps,
  { principal, customerId, request, idempotencyKey }: CopyCustomerCommand,
): Promise<NewCustomer> {
  const { settings, ...said } = request;
  if (settings.includes('servicePlan')) requireScope(principal, 'customers:plan');
  const [source, rules] = await Promise.all([
    requireCustomer(deps, principal.tenantId, customerId),
    deps.rules.rulesFor(principal.tenantId),
  ]);
  requireOtherName(source, request);
  const { fields, copy } = copiedValues(source, settings, rules);
  // What was left out by these rules must not be refused by newer ones.
  const bound = { ...deps, rules: { rulesFor: async () => rules } };
  return createCustomer(bound, {
    principal,
    idempotencyKey,
    request: { ...said, ...fields, kind: source.kind },
    asked: { copyOf: customerId, request },
    copy: { ...copy, from: customerId },
  });
}

/** Also where there may be two of a name: nobody could tell a copy from what it was made of. */
function requireOtherName({ name }: Pick<Customer, 'name'>, request: CopyCustomerRequest): void {
  if (!isSameCompanyName(name, request.name)) return;
  throw invalidField('name', 'The copy must have a different name than the source customer.');
}
