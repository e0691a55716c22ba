import { problemsOfAdministrators } from './administrators.ts';
import { Facts, type TableItem } from './facts.ts';
import { problemsOfImport } from './imports.ts';
import { problemsOfInvitation, problemsOfLocks } from './invitations.ts';
import { problemsOfExternalUsers } from './external-users.ts';
import { problemsOfContact, problemsOfCustomer } from './people.ts';
import type { Problem } from './problem.ts';
import { readItem } from './read-item.ts';
import { Views } from './views.ts';
import {
  problemsOfCatalogues,
  problemsOfClients,
  problemsOfOpenCounts,
  problemsOfRegistrations,
  problemsOfTenants,
} from './tenants.ts';

/** How much of a Foyer there is beside the table. */
export interface CheckTerms {
  readonly now: Date;
  /** Its tenants are in it, and the stream is followed (open count, search, statistics): tests of single stores lack both. */
  readonly whole: boolean;
  /** Foyer's own client, which no tenant registers. */
  readonly webClientId?: string | undefined;
}

/**
 * Finds every reference of a table that leads nowhere or to something else, every count that is wrong, every place in an
 * index that does not follow from its item. Items come in any order; a few hundred bytes of each are kept. What DynamoDB's
 * TTL or somebody's wish has erased may be missing: invitations that ended, locks, old imports.
 */
export class TableCheck {
  readonly #facts = new Facts();
  readonly #views = new Views();
  readonly #terms: CheckTerms;
  items = 0;

  constructor(terms: CheckTerms) {
    this.#terms = terms;
  }

  add(item: TableItem): void {
    this.items++;
    readItem(this.#facts, item, this.#terms.now);
    if (this.#terms.whole) this.#views.add(item);
  }

  /** Once all items have been added. */
  problems(): Problem[] {
    const facts = this.#facts;
    const { now, whole } = this.#terms;
    const all = [
      facts.problems,
      [...facts.customers.values()].flatMap((customer) => problemsOfCustomer(facts, customer)),
      [...facts.contacts.values()].flatMap((contact) => problemsOfContact(facts, contact)),
      [...facts.invitations.values()].flatMap((one) => problemsOfInvitation(facts, one, now)),
      [...facts.imports.values()].flatMap((job) => problemsOfImport(facts, job)),
      problemsOfLocks(facts),
      problemsOfExternalUsers(facts),
      problemsOfCatalogues(facts),
      problemsOfClients(facts),
      problemsOfAdministrators(facts),
      problemsOfRegistrations(facts, this.#terms.webClientId),
      whole ? problemsOfTenants(facts) : [],
      whole ? problemsOfOpenCounts(facts, now) : [],
      whole ? this.#views.problems() : [],
    ].flat();
    return all.toSorted((a, b) => (a.says < b.says ? -1 : 1));
  }
}
