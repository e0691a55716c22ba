import type { SearchKind } from '../../lambdas/modules/search/search-item.ts';

/** A count as it is kept, and as the records say. */
export interface Count {
  readonly pk: string;
  readonly sk: string;
  readonly state: string;
  said: number;
  real: number;
}

/** Puts right what search or the counts say. */
export type Repair =
  | { readonly view: 'counts'; readonly count: Readonly<Count> }
  | { readonly view: 'search'; readonly kind: SearchKind; readonly place: string };

/** Something in the table that cannot be right: a sentence with ids and no personal data, and whose it is. */
export interface Problem {
  /** Absent where the item does not say. */
  readonly tenantId: string | undefined;
  readonly says: string;
  /** Puts it right, where that is known. */
  readonly repair?: Repair;
}

/** Collects the problems of one item. */
export type Report = (wrong: boolean, says: string) => void;

/** A {@link Report} that adds to `problems`. */
export function reporter(problems: Problem[], tenantId: string | undefined): Report {
  return (wrong, says) => {
    if (wrong) problems.push({ tenantId, says });
  };
}
