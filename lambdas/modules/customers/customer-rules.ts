import { groupErrors } from '../invitations/invitation-rules.ts';
import { FoyerError, type FieldError } from '../platform/errors.ts';
import type { Catalog } from '../tenants/catalog.ts';
import type { RulesInForce } from '../tenants/rules-reader.ts';
import type { Customer } from './customer.ts';

/** What of a customer is chosen from what its tenant offers. */
export type Choices = Partial<Pick<Customer, 'services' | 'servicePlan' | 'rank' | 'groups'>>;

/** What of the choices the tenant does not catalog: one entry for each field. */
export function choiceErrors(
  { services = [], servicePlan, rank, groups = [] }: Choices,
  rules: Pick<RulesInForce, 'catalog' | 'allowedGroups'>,
): FieldError[] {
  const { catalog } = rules;
  return [
    ...services.flatMap((id, index) => serviceErrors(id, index, catalog)),
    ...planErrors(servicePlan, catalog),
    ...rankErrors(rank, catalog),
    ...groupErrors(groups, rules),
  ];
}

/** @throws {FoyerError} `invalid_request` naming every field that is wrong. */
export function refuseChoices(errors: readonly FieldError[]): void {
  const [first] = errors;
  if (first === undefined) return;
  const sentence = errors.length === 1 ? first.message : `${errors.length} fields are invalid.`;
  throw new FoyerError('invalid_request', sentence, { errors });
}

function serviceErrors(id: string, index: number, { services }: Catalog): FieldError[] {
  if (services.some((service) => service.id === id)) return [];
  return [
    {
      path: `services.${index}`,
      message: `Your company has no service "${id}". Available services: ${listed(services.map((service) => service.id))}.`,
    },
  ];
}

function planErrors(id: string | undefined, { servicePlans }: Catalog): FieldError[] {
  if (id === undefined || servicePlans.some((plan) => plan.id === id)) return [];
  return [
    {
      path: 'servicePlan',
      message: `Your company has no service plan "${id}". Available service plans: ${listed(servicePlans.map((plan) => plan.id))}.`,
    },
  ];
}

/** Without ranks of its own, a tenant takes any word. */
function rankErrors(rank: string | undefined, { ranks }: Catalog): FieldError[] {
  if (rank === undefined || ranks.length === 0 || ranks.includes(rank)) return [];
  return [
    {
      path: 'rank',
      message: `Your company has no rank "${rank}". Available ranks: ${listed(ranks)}.`,
    },
  ];
}

function listed(words: readonly string[]): string {
  return words.length === 0 ? 'none' : words.join(', ');
}
