import { parseEmailAddress } from '../platform/email-address.ts';
import { sameName, type DomainFinder, type NameFinder } from './duplicates.ts';
import { companyDomainOf } from './mail-domain.ts';
import type { Customer, CustomerSummary } from './customer.ts';

/** What two customers can have in common. */
export const SIMILARITIES = ['name', 'domain'] as const;
export type Similarity = (typeof SIMILARITIES)[number];

/** Another customer that may be the same company. */
export interface SimilarCustomer extends Pick<CustomerSummary, 'id' | 'name' | 'status'> {
  readonly by: readonly Similarity[];
}

/** As many of each sort as somebody would look at. */
const SHOWN = 5;

/** Other customers of the tenant with the same name, or with addresses of the same company: two small queries. */
export async function similarTo(
  finder: NameFinder & DomainFinder,
  { id, tenantId, name, email = '' }: Customer,
): Promise<SimilarCustomer[]> {
  const parsed = parseEmailAddress(email);
  const domain = 'normalised' in parsed ? companyDomainOf(parsed.normalised) : undefined;
  const [named, neighbours] = await Promise.all([
    finder.named(tenantId, name, SHOWN + 1),
    domain === undefined ? [] : finder.ofDomain(tenantId, domain, SHOWN + 1),
  ]);
  const shown = [...others(named, id), ...others(neighbours, id)];
  const domains = new Set(neighbours.map((neighbour) => neighbour.id));
  return [...new Map(shown.map((other) => [other.id, other])).values()].map((other) => ({
    id: other.id,
    name: other.name,
    status: other.status,
    by: [
      ...(sameName(other.name, name) ? (['name'] as const) : []),
      ...(domains.has(other.id) ? (['domain'] as const) : []),
    ],
  }));
}

function others(rows: readonly CustomerSummary[], id: string): CustomerSummary[] {
  return rows.filter((row) => row.id !== id).slice(0, SHOWN);
}
