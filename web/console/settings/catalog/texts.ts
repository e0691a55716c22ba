/** Texts of the catalog. */

/** Texts of a list in the catalog. */
interface ListTexts {
  readonly title: string;
  readonly hint: string;
  readonly none: string;
  readonly add: string;
  /** An entry's name by its number, for screen readers and for entries without a name. */
  readonly entry: (number: number) => string;
  readonly removed: (names: string) => string;
}

/** The lists of the catalog. */
export type ListName = 'services' | 'servicePlans' | 'ranks';

export interface CatalogTexts {
  readonly lead: string;
  readonly lists: Readonly<Record<ListName, ListTexts>>;
  readonly name: string;
  readonly id: string;
  readonly idShown: (id: string) => string;
  readonly idHint: string;
  readonly isDefault: string;
  readonly up: (name: string) => string;
  readonly down: (name: string) => string;
  readonly remove: (name: string) => string;
  readonly moved: (name: string, position: number, count: number) => string;
  readonly nameMissing: string;
  readonly nameLong: (most: number) => string;
  readonly idWrong: string;
  readonly idTaken: string;
  readonly rankTaken: string;
  readonly full: (most: number) => string;
}
