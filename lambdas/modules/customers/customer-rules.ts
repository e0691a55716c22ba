import { groupErrors } from '../invitations/invitation-rules.ts';
import { parseEmailAddress } from '../platform/email-address.ts';
import { type FieldError, FoyerError } from '../platform/errors.ts';
import type { Customer, CustomerSummary } from '../records/customer.ts';
import { companyDomainOf, nameKeyOf } from '../records/customer-item.ts';
import type { Catalog } from '../records/tenant.ts';
import type { RulesInForce } from '../tenants/rules-reader.ts';

/** The values of a customer that must be among those that its tenant offers. */
export type Choices = Partial<Pick<Customer, 'services' | 'servicePlan' | 'rank' | 'groups'>>;

/** Returns an error for each choice that the tenant does not offer. */
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

/** @throws {FoyerError} `invalid_request`, naming each invalid field */
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

/** Returns an error for a rank that does not exist. A tenant that has not defined ranks accepts any text. */
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

/**
 * Finds customers by name. Two customers rarely have the same name. Like lists, results are eventually consistent with
 * the table.
 */
export interface NameFinder {
  /** Returns at most `limit` customers whose name looks the same to people. Ignores case, width, and spaces. */
  named(tenantId: string, name: string, limit: number): Promise<CustomerSummary[]>;
}

/** Finds customers whose primary contact has an address in a given domain. */
export interface DomainFinder {
  ofDomain(tenantId: string, domain: string, limit: number): Promise<CustomerSummary[]>;
}

/**
 * Rejects a second customer with the same name. Two customers that are created within the same second can both pass the
 * check. Each then lists the other as similar.
 *
 * @throws {FoyerError} `customer_exists`
 */
export async function requireUniqueName(
  names: NameFinder,
  { id, tenantId, name }: Pick<Customer, 'id' | 'tenantId' | 'name'>,
): Promise<void> {
  // One of the results may be the customer itself.
  const twin = (await names.named(tenantId, name, 2)).find((other) => other.id !== id);
  if (twin === undefined) return;
  throw new FoyerError(
    'customer_exists',
    `A customer named "${twin.name}" already exists. To create another one, set allowDuplicate to true.`,
    {
      conflict: { type: 'customer', id: twin.id, status: twin.status },
      errors: [{ path: 'name', message: 'A customer with this name already exists.' }],
    },
  );
}

/** Returns whether two names look the same to people. */
export function isSameCompanyName(one: string, other: string): boolean {
  return nameKeyOf(one) === nameKeyOf(other);
}

/** The values that two customers can have in common. */
export const SIMILARITIES = ['name', 'domain'] as const;
type Similarity = (typeof SIMILARITIES)[number];

/** Another customer that may be the same company. */
export interface SimilarCustomer extends Pick<CustomerSummary, 'id' | 'name' | 'status'> {
  readonly by: readonly Similarity[];
}

/** The maximum number of customers to show per similarity: as many as a person is likely to look at. */
const SHOWN = 5;

/**
 * Returns other customers of the tenant with the same name, or with addresses in the same company's domain. Runs two
 * small queries.
 */
export async function similarTo(
  finder: NameFinder & DomainFinder,
  { id, tenantId, name, email = '' }: Customer,
): Promise<SimilarCustomer[]> {
  const parsed = parseEmailAddress(email);
  const domain = 'normalized' in parsed ? companyDomainOf(parsed.normalized) : undefined;
  const [named, neighbors] = await Promise.all([
    finder.named(tenantId, name, SHOWN + 1),
    domain === undefined ? [] : finder.ofDomain(tenantId, domain, SHOWN + 1),
  ]);
  const shown = [...others(named, id), ...others(neighbors, id)];
  const domains = new Set(neighbors.map((neighbor) => neighbor.id));
  return [...new Map(shown.map((other) => [other.id, other])).values()].map((other) => ({
    id: other.id,
    name: other.name,
    status: other.status,
    by: [
      ...(isSameCompanyName(other.name, name) ? (['name'] as const) : []),
      ...(domains.has(other.id) ? (['domain'] as const) : []),
    ],
  }));
}

function others(rows: readonly CustomerSummary[], id: string): CustomerSummary[] {
  return rows.filter((row) => row.id !== id).slice(0, SHOWN);
}
