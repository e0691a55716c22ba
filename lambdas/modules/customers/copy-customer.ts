import { requireScope, type Principal } from '../http/principal.ts';
import { invalidField } from '../platform/errors.ts';
import { beginningWith } from './beginning.ts';
import { requireCustomer, type CustomerChanger } from './update-customer.ts';
import { createCustomer, type CreateCustomerDeps, type NewCustomer } from './create-customer.ts';
import type { Customer } from './customer.ts';
import { sameName } from './duplicates.ts';
import type { CopyCustomerRequest } from './requests.ts';

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
  const { fields, copy } = beginningWith(source, settings, rules);
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
  if (!sameName(name, request.name)) return;
  throw invalidField('name', 'The copy must have a different name than the source customer.');
}
