import { customerColumns } from '../customers/export-customers.ts';
import { metadataSchema, metadataText } from '../http/request-fields.ts';
import { INVITATION_KINDS, type InvitationKind } from '../platform/sign-up-form.ts';
import { RESULT_FIELDS } from './import.ts';

/** Takes what a cell says into the request of its row. */
type Fill = (request: Record<string, unknown>, cell: string) => void;

/** The columns of a file that has no header, in their order. */
export const DEFAULT_COLUMNS = ['email', 'company', 'firstName', 'lastName'] as const;

/** Every column that a header can name, as documents write it. */
const COLUMNS = {
  email: field('email'),
  company: field('company'),
  phone: field('phone'),
  kind: field('kind', kindIn),
  rank: field('rank'),
  customerId: field('customerId'),
  presetId: field('presetId'),
  applicationId: field('applicationId'),
  redirectUrl: field('redirectUrl'),
  locale: field('locale'),
  message: field('message'),
  firstName: partOf('profile', 'firstName'),
  lastName: partOf('profile', 'lastName'),
  jobTitle: partOf('profile', 'jobTitle'),
  taxId: partOf('profile', 'taxId'),
  groups: field('groups', (cell) => cell.split(/[|;,\s]+/).filter((group) => group !== '')),
  expiresInDays: field('expiresInDays', daysIn),
} as const satisfies Readonly<Record<string, Fill>>;
type ColumnName = keyof typeof COLUMNS;
const NAMES = Object.keys(COLUMNS) as ColumnName[];

const KNOWN = new Map<string, ColumnName>([
  ...NAMES.map((name) => [folded(name), name] as const),
  // Other names in use.
  ['emailaddress', 'email'],
  ['mail', 'email'],
]);
const METADATA = /^metadata\.(.+)$/i;

/** What headers there are, for whoever wrote another. */
export const COLUMN_NAMES: readonly string[] = [...NAMES, 'metadata.<name>'];

/** A column that is known, and what its cells fill in. */
export interface Column {
  /** As documents write it. */
  readonly name: string;
  readonly fill: Fill;
  /** Why nothing can be written into it. */
  readonly problem?: string;
}

/** A file that Foyer wrote and takes back: how to know it, and which of its columns an invitation has. */
interface Export {
  readonly knownBy: readonly string[];
  readonly headers: readonly string[];
  readonly taken: Readonly<Record<string, ColumnName>>;
}
const EXPORTS: readonly Export[] = [
  {
    knownBy: ['name', 'status', 'createdAt'],
    headers: customerColumns({ plan: true }).map(({ name }) => name),
    taken: {
      ...{ id: 'customerId', name: 'company', email: 'email', kind: 'kind', phone: 'phone' },
      ...{ taxId: 'taxId', rank: 'rank', groups: 'groups' },
    },
  },
  { knownBy: ['row', 'outcome'], headers: RESULT_FIELDS, taken: { email: 'email' } },
];

/**
 * Finds the columns that a line of headers means. Case, spaces, dashes and underscores do not matter: "First Name",
 * "E-Mail". In an export of Foyer, what an invitation does not take is skipped.
 */
export function columnsFor(headers: readonly string[]): (Column | undefined)[] {
  const names = new Set(headers.map(folded));
  const source = EXPORTS.find(({ knownBy }) => knownBy.every((name) => names.has(folded(name))));
  if (source === undefined) return headers.map(columnOf);
  const own = new Map(source.headers.map((name) => [folded(name), name]));
  return headers.map((header) => {
    const name = own.get(folded(header));
    if (name === undefined) return columnOf(header);
    const taken = source.taken[name];
    return taken === undefined ? { name, fill: skip } : { name: taken, fill: COLUMNS[taken] };
  });
}

function columnOf(header: string): Column | undefined {
  const key = METADATA.exec(header.trim())?.[1];
  if (key !== undefined)
    return {
      name: `metadata.${key}`,
      fill: partOf('metadata', key),
      ...(!canBeKey(key) && {
        problem: `"${key.slice(0, 100)}" cannot be a metadata key: use 1 to 40 letters and digits`,
      }),
    };
  const name = KNOWN.get(folded(header));
  return name === undefined ? undefined : { name, fill: COLUMNS[name] };
}

const metadata = metadataSchema(metadataText);

/** Tells whether metadata takes a key and gives it back. */
function canBeKey(key: string): boolean {
  const { data } = metadata.safeParse(Object.fromEntries([[key, 'x']]));
  return data !== undefined && Object.hasOwn(data, key);
}

function folded(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_-]/g, '');
}

function field(name: string, read: (cell: string) => unknown = (cell) => cell): Fill {
  return (request, cell) => {
    request[name] = read(cell);
  };
}

function partOf(whole: 'profile' | 'metadata', name: string): Fill {
  return (request, cell) => {
    // Defined, not assigned: a key is a key, whatever JavaScript calls its own.
    const value = { value: cell, configurable: true, enumerable: true, writable: true };
    Object.defineProperty((request[whole] ??= {}), name, value);
  };
}

function skip(): void {
  // An export says more than an invitation takes.
}

/** The words for a kind in the spreadsheets of people. */
const KIND_WORDS: Readonly<Record<InvitationKind, readonly string[]>> = {
  customer: ['customers', 'client', 'clients', 'kunde', 'kunden', 'cliente', 'clientes', '顧客'],
  supplier: [
    ...['suppliers', 'vendor', 'vendors', 'lieferant', 'lieferanten', 'fournisseur'],
    ...['fournisseurs', 'proveedor', 'proveedores', '仕入先', 'サプライヤー'],
  ],
};
const KINDS = new Map(
  INVITATION_KINDS.flatMap((kind) => [kind, ...KIND_WORDS[kind]].map((word) => [word, kind])),
);

/** Leaves a text that is no kind as it is: the row reports the error. */
function kindIn(cell: string): string {
  return KINDS.get(cell.normalize('NFKC').trim().toLowerCase()) ?? cell;
}

/** Spreadsheets and data frames write whole numbers as "14.0" or "14,0". What is no number stays a text. */
function daysIn(cell: string): number | string {
  const digits = /^(\d{1,15})(?:[.,]0+)?$/.exec(cell.normalize('NFKC').trim())?.[1];
  return digits === undefined ? cell : Number(digits);
}
